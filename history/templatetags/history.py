"""The template tags of the history."""

from collections.abc import Iterable, Sequence

from django import template
from django.utils.safestring import SafeString

from history.pages.past_rows import PastRow
from ui import jinja

register = template.Library()


@register.simple_tag
def past_rows(rows: Iterable[PastRow], hits: Sequence[str] = ()) -> SafeString:
    """Return the rows of the list of past meetings, with the words of a search marked."""
    return jinja.rendered("history/past_rows.html", rows=rows, hits=hits)
