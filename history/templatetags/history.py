"""The template tags of the history."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from history.pages.past_rows import PastRow
from ui import jinja

register = template.Library()


@register.simple_tag
def past_rows(rows: Iterable[PastRow]) -> SafeString:
    """Return the rows of the list of past meetings."""
    return jinja.rendered("history/past_rows.html", rows=rows)
