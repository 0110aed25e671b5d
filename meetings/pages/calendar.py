"""The calendar: the days of a range with their meetings, as a list that a script draws as a grid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from zlib import crc32

from django.urls import reverse
from django.utils.translation import pgettext

from accounts.models import User
from l10n import format_datetime, zones
from meetings.pages.calendar_entries import describe_entry
from meetings.pages.calendar_range import Range, View
from meetings.pages.list_rows import AgendaRow, Reading, agenda_rows
from meetings.queries import lists
from meetings.queries.lists import MeetingRow

# More than so many would be no calendar that anybody reads.
MOST = 500
# What is not clear yet: the page asks again.
_UNCLEAR = frozenset({"planned", "sent", "unconfirmed"})
_GRIDS = {View.DAY: "timeGridDay", View.WEEK: "timeGridWeek", View.MONTH: "dayGridMonth"}


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A view of the same days; ``is_current`` for the one that is shown."""

    name: str
    address: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day with its meetings. ``weekday`` and ``number`` are what the strip of a phone shows of it."""

    key: str
    title: str
    weekday: str
    number: int
    address: str
    is_today: bool
    is_chosen: bool
    rows: tuple[AgendaRow, ...]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """``grid`` names the widget's view, "" for the list, which has none.

    ``wall_now`` is the reader's clock and ``offset`` its minutes from UTC: the widget knows only the browser's. While
    it ``is_unclear`` what became of a meeting, the page asks whether ``fingerprint`` still stands for what is shown.
    """

    view: str
    title: str
    grid: str
    first: str
    days: tuple[CalendarDay, ...]
    views: tuple[ViewLink, ...]
    address: str
    today: str
    is_today: bool
    earlier: str
    later: str
    zone_city: str
    zone_offset: str
    wall_now: str
    offset: int
    is_empty: bool
    is_cut: bool
    is_unclear: bool
    fingerprint: str


def build_calendar_page(person: User, now: datetime, shown: Range) -> CalendarPage:
    """Return the page: one query, for the days that are drawn alone."""
    reading = Reading(person, now)
    found = lists.between(person=person, now=now, since=shown.since, until=shown.until, limit=MOST + 1)
    here = now.astimezone(shown.zone)
    offset = here.utcoffset()
    assert offset is not None
    return CalendarPage(
        view=shown.view,
        title=shown.title(),
        grid=_GRIDS.get(shown.view, ""),
        first=shown.first.isoformat(),
        days=tuple(_days(found[:MOST], shown, reading)),
        views=tuple(_views(shown)),
        address=_address(shown.view, shown.chosen),
        today=_address(shown.view, shown.today),
        is_today=shown.first <= shown.today <= shown.last,
        earlier=_address(shown.view, shown.earlier()),
        later=_address(shown.view, shown.later()),
        zone_city=zones.city(person.time_zone),
        zone_offset=zones.offset(person.time_zone, now),
        wall_now=f"{here:%Y-%m-%dT%H:%M}",
        offset=int(offset.total_seconds()) // 60,
        is_empty=not found,
        is_cut=len(found) > MOST,
        is_unclear=any(row.state == "requested" or row.write_state in _UNCLEAR for row in found),
        fingerprint=f"{crc32(repr(found).encode()):x}",
    )


def _days(found: list[MeetingRow], shown: Range, reading: Reading) -> Iterable[CalendarDay]:
    """Yield the days: those of a month or a list that have meetings, of a week and a day all."""
    by_day: dict[date, list[MeetingRow]] = {}
    for row in found:
        day = max(row.start_at.astimezone(shown.zone).date(), shown.drawn_first)
        by_day.setdefault(day, []).append(row)
    for day in shown.days():
        if day in by_day or shown.view in {View.DAY, View.WEEK}:
            yield CalendarDay(
                key=day.isoformat(),
                title=format_datetime.day_title(day, today=shown.today),
                weekday=format_datetime.tile(day)[2],
                number=day.day,
                address=_address(shown.view, day),
                is_today=day == shown.today,
                is_chosen=day == shown.chosen,
                rows=_rows(by_day.get(day, []), reading),
            )


def _rows(found: list[MeetingRow], reading: Reading) -> tuple[AgendaRow, ...]:
    rows = agenda_rows(found, reading, joins={}, next_row=None)
    entries = (describe_entry(row, reading, may_change=row.organiser_id == reading.reader.pk) for row in found)
    return tuple(row._replace(entry=entry) for row, entry in zip(rows, entries, strict=True))


def _views(shown: Range) -> Iterable[ViewLink]:
    for view, name in (
        (View.DAY, pgettext("calendar", "Day")),
        (View.WEEK, pgettext("calendar", "Week")),
        (View.MONTH, pgettext("calendar", "Month")),
        (View.LIST, pgettext("calendar", "List")),
    ):
        yield ViewLink(name, _address(view, shown.chosen), view is shown.view)
    day = urlencode({"day": shown.chosen.isoformat()})
    yield ViewLink(pgettext("calendar", "Rooms"), f"{reverse('meetings:rooms')}?{day}", False)


def _address(view: View, day: date) -> str:
    return f"{reverse('meetings:calendar')}?{urlencode({'view': view, 'day': day.isoformat()})}"
