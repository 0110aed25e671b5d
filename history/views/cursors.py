"""Where a page of a list begins, as its address says."""

from rest_framework.exceptions import ValidationError

from rest.cursor import Cursor, read_cursor


def read_place(text: str) -> Cursor | None:
    """Return the place where the page begins; anything odd is the first one."""
    try:
        return read_cursor(text)
    except ValidationError:
        return None
