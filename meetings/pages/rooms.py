"""The rooms of a person and the terminals of their organisation, on one day."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from directory.entries import CloudRoom, Entry, Listing, Terminal, TerminalState
from l10n import format_datetime, zones
from l10n.numbers import grouped
from meetings.pages.banners import Banners, build_banners
from meetings.pages.room_day import Bar, Day, Occupancy, build_occupancy, hours
from meetings.queries.room_times import RoomTime

# How far from today a day may be: beyond, the address was typed.
_FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room. ``tone`` is the last part of its tag's class, "" for the plain one; ``book`` is where it is booked."""

    name: str
    icon: str
    details: str
    tone: str
    tag_icon: str
    label: str
    note: str
    bars: tuple[Bar, ...] = ()
    words: str = ""
    book: str = ""
    book_label: str = ""
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class DayLink:
    """A day in the row of days: its address, what it is called, and whether it is the one that is shown."""

    address: str
    name: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class RoomsPage:
    """The page. ``rooms_behind`` says that what is shown of rooms is older, "" where it is not; so for terminals.

    ``now_at`` is where the line of the present is drawn, "" on another day.
    """

    banners: Banners
    title: str
    place: str
    days: tuple[DayLink, ...]
    day_before: str
    day_after: str
    is_today: bool
    hours: list[tuple[str, str]]
    now_at: str
    rooms: tuple[RoomRow, ...]
    rooms_note: str
    rooms_behind: str
    terminals: tuple[RoomRow, ...]
    terminals_note: str
    terminals_behind: str


def read_day(text: str, *, person: User, now: datetime) -> Day:
    """Return the day of an address; today for what is none, or too far away."""
    today = now.astimezone(person.zone).date()
    try:
        wanted = date.fromisoformat(text)
    except ValueError:
        wanted = today
    return Day(wanted if abs(wanted - today) <= _FARTHEST else today, person.zone, now)


def build_rooms_page(
    *,
    person: User,
    day: Day,
    rooms: Listing[CloudRoom],
    terminals: Listing[Terminal],
    times: Iterable[RoomTime],
) -> RoomsPage:
    """Return the page; ``times`` are what is held in the rooms on that day, by start."""
    held: dict[str, list[RoomTime]] = {}
    for each in times:
        held.setdefault(each.room_id, []).append(each)
    pairs = [(room, build_occupancy(held.get(room.id, ()), day)) for room in rooms.entries]
    today = day.now.astimezone(day.zone).date()
    return RoomsPage(
        banners=build_banners(person, day.now),
        title=_title(day, today),
        place=_place(day),
        days=_days(day, today),
        day_before=_address(day.date - timedelta(days=1), today),
        day_after=_address(day.date + timedelta(days=1), today),
        is_today=day.is_today,
        hours=hours(day),
        now_at=f"{day.place(day.now):g}%" if day.is_today else "",
        rooms=tuple(_room_row(room, occupancy, day) for room, occupancy in sorted(pairs, key=_order)),
        rooms_note=_count_free([each for room, each in pairs if room.is_usable], day),
        rooms_behind=_behind(rooms, day),
        terminals=tuple(_terminal_row(each) for each in sorted(terminals.entries, key=_terminal_order)),
        terminals_note="" if day.is_today else _("As they are now"),
        terminals_behind=_behind(terminals, day),
    )


def _order(pair: tuple[CloudRoom, Occupancy]) -> tuple[bool, bool, bool, str]:
    """Sort what can be used before what can't, free ones first, the personal meeting ID last."""
    room, occupancy = pair
    return not room.is_usable, room.is_personal, occupancy.state != "free", room.name


def _room_row(room: CloudRoom, occupancy: Occupancy, day: Day) -> RoomRow:
    # Kept in one line, since it is read out.
    number = (_("ID %(number)s") % {"number": grouped(room.number)}).replace(" ", "\u00a0")
    seats = _("up to %(count)s") % {"count": room.seats} if room.seats else ""
    row = RoomRow(
        name=_("My personal meeting ID") if room.is_personal else room.name,
        icon="user" if room.is_personal else "video",
        details=" · ".join(part for part in (seats, number) if part),
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
    is_free = occupancy.state == "free"
    book_label = ""
    if occupancy.free_from:
        at = format_datetime.clock(occupancy.free_from, zone=day.zone)
        book_label = _("Book here") if occupancy.is_free_next else _("Book from %(time)s") % {"time": at}
    return replace(
        row,
        is_off=False,
        tone="ok" if is_free else "",
        tag_icon="check" if is_free else "running" if day.is_today else "calendar",
        label=occupancy.label,
        note=occupancy.note,
        book=_booking_address(room, occupancy.free_from, day),
        book_label=book_label,
    )


def _booking_address(room: CloudRoom, start: datetime | None, day: Day) -> str:
    if start is None:
        return ""
    local = start.astimezone(day.zone)
    return f"{reverse('meetings:book')}?{urlencode({'room': room.id, 'at': f'{local:%Y-%m-%dT%H:%M}'})}"


def _terminal_order(terminal: Terminal) -> tuple[int, str]:
    return list(TerminalState).index(terminal.state), terminal.name


def _terminal_row(terminal: Terminal) -> RoomRow:
    tone, icon, label, note = {
        TerminalState.FREE: ("ok", "check", _("Free now"), ""),
        TerminalState.BUSY: ("", "running", _("In use"), ""),
        TerminalState.OFF: ("warn", "offline", _("Not reachable"), _("switched off, or not connected")),
        TerminalState.UNKNOWN: ("", "info", _("Not known"), ""),
    }[terminal.state]
    details = " · ".join(part for part in (terminal.place, terminal.model) if part)
    is_off = terminal.state is TerminalState.OFF
    return RoomRow(terminal.name, "terminal", details, tone, icon, label, note, is_off=is_off)


def _count_free(found: list[Occupancy], day: Day) -> str:
    if not day.is_today:
        return ""
    count = sum(each.is_free_now for each in found)
    return ngettext("%(count)s is free now", "%(count)s are free now", count) % {"count": count}


def _behind(listing: Listing[Entry], day: Day) -> str:
    """Return that the list is an older one, "" where it is not."""
    if not listing.is_stale:
        return ""
    if listing.read_at is None:
        return _("The meeting service could not be asked yet.")
    when = format_datetime.moment(listing.read_at, zone=day.zone, now=day.now)
    sentence = _("The meeting service can't be asked just now. This is what it said at %(when)s.")
    return format_datetime.spaced(sentence % {"when": when})


def _title(day: Day, today: date) -> str:
    title = format_datetime.day_title(day.date, today=today)
    clock = format_datetime.clock(day.now, zone=day.zone)
    return title + format_datetime.between() + clock if day.is_today else title


def _place(day: Day) -> str:
    names = {"city": zones.city(day.zone.key), "offset": zones.offset(day.zone.key, day.at(12))}
    return format_datetime.spaced(_("%(city)s time (%(offset)s)") % names)


def _days(day: Day, today: date) -> tuple[DayLink, ...]:
    """Return today, and the day after it or the one that is shown."""
    other = today + timedelta(days=1) if day.is_today else day.date
    return (
        DayLink(_address(today, today), pgettext("day", "Today"), day.is_today),
        DayLink(_address(other, today), format_datetime.day(other, today=today), not day.is_today),
    )


def _address(wanted: date, today: date) -> str:
    address = reverse("meetings:rooms")
    return address if wanted == today else f"{address}?day={wanted.isoformat()}"
