"""Tags of the page of a running meeting."""

from django import template
from django.utils.safestring import SafeString

from control.pages.live_rows import PersonRow
from ui import jinja

register = template.Library()


@register.simple_tag
def person_rows(rows: list[PersonRow], address: str = "") -> SafeString:
    """Return rows of people; ``address``, for hosts, is that of the page of one of them, whose ID stands as "ID"."""
    return jinja.rendered("control/person_rows.html", rows=rows, address=address)
