"""Which meeting ID a booking has: one of its own, that of a cloud room, or the organiser's personal one."""

from collections.abc import Iterable

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from directory.entries import CloudRoom
from l10n.numbers import grouped
from meetings.problems import Code

NEW_ID = ""


def room_field() -> forms.ChoiceField:
    """Return the field; its choices are the form's to give."""
    return forms.ChoiceField(
        label=_("Meeting ID"),
        required=False,
        help_text=_("In a room of yours one meeting is held at a time, and its ID stays the same."),
        error_messages={"invalid_choice": Code.ROOM_UNKNOWN.label},
    )


def choices(rooms: Iterable[CloudRoom]) -> list[tuple[str, object]]:
    """Return what can be chosen: a room that is switched off or has expired can't."""
    usable = [(room.id, label(room)) for room in rooms if room.is_usable]
    return [(NEW_ID, _("A new one for this meeting")), *usable]


def label(room: CloudRoom) -> object:
    """Return a room as a choice names it, with the meeting ID that people dial."""
    if room.is_personal:
        return format_lazy("{} · {}", _("My personal meeting ID"), grouped(room.number))
    return " · ".join((room.name, grouped(room.number)))
