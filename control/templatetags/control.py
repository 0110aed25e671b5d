"""Tags of the page of a running meeting."""

from uuid import UUID

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from control.pages.live_row import PersonRow
from ui import jinja

register = template.Library()


@register.simple_tag
def person_rows(rows: list[PersonRow], meeting_id: UUID | None = None) -> SafeString:
    """Return rows of people; with ``meeting_id``, for hosts, each leads to its own page."""
    address = reverse("control:person", args=[meeting_id, "-"]).removesuffix("-/") if meeting_id else ""
    return jinja.rendered("control/person_rows.html", rows=rows, address=address)
