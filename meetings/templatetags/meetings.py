"""The template tags of meetings. They are builtins: no page has to load them."""

from typing import Protocol

from django import template
from django.utils.safestring import SafeString

from meetings.pages import badges

register = template.Library()


class HasState(Protocol):
    """A meeting's row: its state, and kind and state of its latest write."""

    state: str
    write_kind: str
    write_state: str
    write_is_stale: bool


@register.simple_tag
def state(row: HasState) -> SafeString:
    """The badges of a meeting."""
    return badges.html(state=row.state, kind=row.write_kind, write=row.write_state, is_stale=row.write_is_stale)
