"""Pages of a list that is sorted by time: each leads to the next, which begins after its last row."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

LARGEST_PAGE = 100


class Cursor(NamedTuple):
    """The place of the last row that was seen: its time, and its key among rows of the same time."""

    at: datetime
    key: int

    def __str__(self) -> str:
        return urlsafe_b64encode(f"{self.at.isoformat()} {self.key}".encode()).decode().rstrip("=")


def read_cursor(text: str) -> Cursor | None:
    """Return the place that a link of ours names, None for "". Raises ValidationError."""
    if not text:
        return None
    try:
        at, _space, key = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition(" ")
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None or not 0 <= (number := int(key)) < 2**63:
            raise ValueError(text)
        return Cursor(moment.astimezone(UTC), number)
    except (ValueError, OverflowError) as error:
        raise ValidationError({"cursor": [_("Take the cursor from the link to the next page, as it is.")]}) from error


def next_link(request: Request, cursor: Cursor | int | str) -> str:
    """Return the address of the page after ``cursor``, with the same filters; a list without times has keys alone."""
    query = request.query_params.copy()
    query["cursor"] = str(cursor)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
