"""The rooms of a person and the terminals of their organisation, on one day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.models import User
from directory.entries import CloudRoom, Entry, Listing, TenantRoom, Terminal, TerminalState
from l10n import format_datetime, zones
from meetings.pages import room_rows
from meetings.pages.banners import Banners, build_banners
from meetings.pages.room_day import Day, Occupancy, build_occupancy, hours
from meetings.pages.room_rows import RoomRow
from meetings.queries.room_times import RoomTime

# How far from today a day may be: beyond, the address was typed.
_FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class DayLink:
    """A day in the row of days: its address, what it is called, and whether it is the one that is shown."""

    address: str
    name: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class RoomsPage:
    """The page. ``rooms_behind`` says that what is shown of rooms is older, "" where it is not; so for terminals.

    ``others`` are cloud rooms of the organisation that the person can't book. ``now_at`` is where the line of the
    present is drawn, "" on another day.
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
    others: tuple[RoomRow, ...]
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
    others: Listing[TenantRoom],
    terminals: Listing[Terminal],
    times: Iterable[RoomTime],
    terminal_times: Iterable[RoomTime],
) -> RoomsPage:
    """Return the page; ``times`` are what is held in the rooms on that day, by start, and so for the terminals.

    ``others`` are all cloud rooms of the organisation; those that the person has are not shown twice.
    """
    held, called = _group(times), _group(terminal_times)
    pairs = [(room, build_occupancy(held.get(room.id, ()), day)) for room in rooms.entries]
    halls = [(each, build_occupancy(called.get(each.number, ()), day)) for each in terminals.entries]
    own = {room.id for room in rooms.entries}
    foreign = [(room, build_occupancy(held.get(room.id, ()), day)) for room in others.entries if room.id not in own]
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
        rooms=room_rows.of_rooms(pairs, day),
        rooms_note=_count_free([each for room, each in pairs if room.is_usable], day),
        rooms_behind=_behind(rooms, day),
        others=room_rows.of_tenant_rooms(foreign, day),
        terminals=room_rows.of_terminals(halls, day),
        terminals_note=_count_free([each for hall, each in halls if hall.state == TerminalState.FREE], day),
        terminals_behind=_behind(terminals, day),
    )


def _group(times: Iterable[RoomTime]) -> dict[str, list[RoomTime]]:
    held: dict[str, list[RoomTime]] = {}
    for each in times:
        held.setdefault(each.room_id, []).append(each)
    return held


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
