"""The template tags of meetings. They are builtins: no page has to load them."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django import template
from django.utils.safestring import SafeString

from meetings.pages.badges import badges
from meetings.pages.list_rows import AgendaRow, TableRow
from ui import jinja
from ui.badges import drawn

register = template.Library()


class HasState(Protocol):
    """A meeting's row: its state, and kind and state of its latest write."""

    state: str
    write_kind: str
    write_state: str
    write_is_stale: bool


@register.simple_tag
def state(row: HasState) -> SafeString:
    """Return the badges of a meeting."""
    return drawn(badges(state=row.state, kind=row.write_kind, write=row.write_state, is_stale=row.write_is_stale))


@register.simple_tag
def table_rows(rows: Iterable[TableRow], hits: Sequence[str] = ()) -> SafeString:
    """Return the rows of the list of meetings, with the words of a search marked."""
    return jinja.rendered("meetings/table_rows.html", rows=rows, hits=hits)


@register.simple_tag
def agenda_rows(rows: Iterable[AgendaRow]) -> SafeString:
    """Return the rows of a day."""
    return jinja.rendered("meetings/agenda_rows.html", rows=rows)
