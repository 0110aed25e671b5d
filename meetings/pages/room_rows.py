"""A cloud room or a terminal as a row of the page of rooms."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from directory.entries import CloudRoom, TenantRoom, Terminal, TerminalState
from l10n import format_datetime
from l10n.numbers import grouped
from meetings.pages.room_day import Bar, Day, Occupancy


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room; each short one of ``details`` is kept in one line.

    ``tone`` is the last part of its tag's class, "" for the plain one; ``book`` is where it is booked.
    """

    name: str
    icon: str
    details: tuple[str, ...]
    tone: str
    tag_icon: str
    label: str
    note: str
    bars: tuple[Bar, ...] = ()
    words: str = ""
    book: str = ""
    book_label: str = ""
    is_off: bool = False


def of_rooms(pairs: Sequence[tuple[CloudRoom, Occupancy]], day: Day) -> tuple[RoomRow, ...]:
    """Return the rows of rooms that the reader may book: those first that can be used, and of them the free ones."""
    return tuple(_room_row(room, occupancy, day) for room, occupancy in sorted(pairs, key=_room_order))


def of_tenant_rooms(pairs: Sequence[tuple[TenantRoom, Occupancy]], day: Day) -> tuple[RoomRow, ...]:
    """Return the rows of rooms that others may book."""
    return tuple(_tenant_room_row(room, occupancy, day) for room, occupancy in pairs)


def of_terminals(pairs: Sequence[tuple[Terminal, Occupancy]], day: Day) -> tuple[RoomRow, ...]:
    """Return the rows of terminals: today's by what they are doing."""
    states = list(TerminalState)

    def order(pair: tuple[Terminal, Occupancy]) -> tuple[int, str]:
        terminal, occupancy = pair
        return (states.index(terminal.state) if day.is_today else occupancy.state != "free"), terminal.name

    return tuple(_terminal_row(terminal, occupancy, day) for terminal, occupancy in sorted(pairs, key=order))


def _room_order(pair: tuple[CloudRoom, Occupancy]) -> tuple[bool, bool, bool, str]:
    """Sort what can be used before what can't, free ones first, the personal meeting ID last."""
    room, occupancy = pair
    return not room.is_usable, room.is_personal, occupancy.state != "free", room.name


def _room_row(room: CloudRoom, occupancy: Occupancy, day: Day) -> RoomRow:
    row = RoomRow(
        name=_("My personal meeting ID") if room.is_personal else room.name,
        icon="user" if room.is_personal else "video",
        details=_details(room),
        tone="warn",
        tag_icon="warn",
        label=_("Switched off"),
        note=_("or expired"),
        bars=occupancy.bars,
        words=occupancy.words,
        is_off=True,
    )
    if not room.is_usable:
        return row
    return _bookable(_taken(row, occupancy, day), occupancy, day, room=room.id)


def _tenant_room_row(room: TenantRoom, occupancy: Occupancy, day: Day) -> RoomRow:
    holder = (
        format_datetime.spaced(_("assigned to %(holder)s") % {"holder": room.holder})
        if room.holder
        else _("assigned to nobody")
    )
    row = RoomRow(
        name=room.name,
        icon="video",
        details=(*_details(room), holder),
        tone="warn",
        tag_icon="warn",
        label=_("Switched off"),
        note=_("or expired"),
        bars=occupancy.bars,
        words=occupancy.words,
        is_off=True,
    )
    return _taken(row, occupancy, day) if room.is_usable else row


def _details(room: CloudRoom | TenantRoom) -> tuple[str, ...]:
    number = _("ID %(number)s") % {"number": grouped(room.number)}
    return (_("up to %(count)s") % {"count": room.seats}, number) if room.seats else (number,)


def _taken(row: RoomRow, occupancy: Occupancy, day: Day) -> RoomRow:
    """Return the row with what the portal knows of that day."""
    is_free = occupancy.state == "free"
    return replace(
        row,
        is_off=False,
        tone="ok" if is_free else "",
        tag_icon="check" if is_free else "running" if day.is_today else "calendar",
        label=occupancy.label,
        note=occupancy.note,
        bars=occupancy.bars,
        words=occupancy.words,
    )


def _bookable(row: RoomRow, occupancy: Occupancy, day: Day, **room: str) -> RoomRow:
    if occupancy.free_from is None:
        return row
    at = format_datetime.clock(occupancy.free_from, zone=day.zone)
    label = _("Book here") if occupancy.is_free_next else _("Book from %(time)s") % {"time": at}
    return replace(row, book=_booking_address(occupancy.free_from, day, room), book_label=label)


def _booking_address(start: datetime, day: Day, room: dict[str, str]) -> str:
    local = start.astimezone(day.zone)
    return f"{reverse('meetings:book')}?{urlencode(room | {'at': f'{local:%Y-%m-%dT%H:%M}'})}"


def _terminal_row(terminal: Terminal, occupancy: Occupancy, day: Day) -> RoomRow:
    details = tuple(part for part in (terminal.place, terminal.model) if part)
    row = _taken(RoomRow(terminal.name, "terminal", details, "", "", "", ""), occupancy, day)
    is_off = day.is_today and terminal.state is TerminalState.OFF
    if day.is_today and ((terminal.state is not TerminalState.FREE and occupancy.state == "free") or is_off):
        tone, icon, label, note = {
            TerminalState.BUSY: ("", "running", _("In use"), ""),
            TerminalState.OFF: ("warn", "offline", _("Not reachable"), _("switched off, or not connected")),
            TerminalState.UNKNOWN: ("", "info", _("Not known"), ""),
        }[terminal.state]
        row = replace(row, tone=tone, tag_icon=icon, label=label, note=note, is_off=is_off)
    return row if is_off else _bookable(row, occupancy, day, terminal=terminal.number)
