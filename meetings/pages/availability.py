"""Who and which room is busy at the time that a form asks for, and when all are free next; nothing of what is held."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from l10n import format_datetime
from meetings.pages.preview_line import PreviewLine
from meetings.queries.free_busy import busy_spans
from meetings.queries.room_times import RoomTime, room_times, terminal_times
from meetings.requests import BookingRequest
from meetings.snapshots import Span

# By the key of a person, the vendor's id of a room, the number of a terminal.
Busy = dict[int | str, list[Span]]

# Where free time is looked for: on working days, in the hours of whoever books, half-hourly.
_AHEAD = timedelta(days=14)
_DAY_BEGINS, _DAY_ENDS = time(8), time(18)
_STEP = timedelta(minutes=30)
_SLOTS, _MOST_NAMED, _SATURDAY = 3, 3, 5


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which everybody is free; ``value`` is its start by the clock of the form's zone."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Availability:
    """``lines`` say who is busy; ``slots`` are the next free times of a single meeting at which somebody is."""

    lines: tuple[PreviewLine, ...] = ()
    slots: tuple[Slot, ...] = ()


def build_availability(
    request: BookingRequest, *, starts: list[datetime], organiser: User, now: datetime, meeting_id: UUID | None
) -> Availability:
    """Return who is busy at any of ``starts``, by one query; the meeting that is changed, ``meeting_id``, is no clash.

    Outsiders are unknown, and so is everybody of another organisation. Rooms and terminals take one more query each;
    that the room is taken is said elsewhere (``room_lines``).
    """
    length = timedelta(minutes=request.length_minutes)
    people = {organiser.pk: ""} | {
        invitee.person.pk: invitee.person.name
        for invitee in request.invitees
        if invitee.person and invitee.person.tenant_id == organiser.tenant_id and invitee.person != organiser
    }
    is_single = request.repeats is None
    until = max(starts) + length + (_AHEAD if is_single else timedelta())
    span: dict[str, Any] = {"since": min(starts), "until": until, "now": now, "without": meeting_id}
    busy = _rooms(request, organiser.tenant_id, **span)
    busy.update(busy_spans(tenant_id=organiser.tenant_id, people=people, **span).items())
    clashes = {start: found for start in starts if (found := _clashing(busy, Span(start, start + length)))}
    if not clashes:
        return Availability()
    if not is_single:
        names: dict[int | str, str] = {each.number: each.name for each in request.terminals}
        names.update(people.items())
        named = {start: known for start, found in clashes.items() if (known := found.keys() & names.keys())}
        return Availability((_line_of_series(named, names, ZoneInfo(request.time_zone), now),) if named else ())
    lines = (
        *_lines(clashes[starts[0]], people, organiser.zone, now),
        *_terminal_lines(clashes[starts[0]], request, organiser.zone, now),
    )
    free = _free_slots(busy, after=starts[0], length=length, zone=organiser.zone)
    zone = ZoneInfo(request.time_zone)
    return Availability(lines, tuple(_slot(start, length, zone, now) for start in islice(free, _SLOTS)))


def _rooms(request: BookingRequest, tenant_id: int | None, **span: Any) -> Busy:
    """Return when the room and the terminals that are asked for are taken."""
    times: list[RoomTime] = []
    if request.room_id:
        times += room_times(tenant_id=tenant_id, room_ids=[request.room_id], **span)
    if request.terminals:
        times += terminal_times(tenant_id=tenant_id, numbers=[each.number for each in request.terminals], **span)
    found: Busy = {}
    for held in times:
        found.setdefault(held.room_id, []).append(Span(held.start_at, held.end_at))
    return found


def _clashing(busy: Busy, wanted: Span) -> dict[int | str, Span]:
    """Return who or what is busy at any time of ``wanted``, each with the first span of it."""
    return {
        person: found
        for person, spans in busy.items()
        if (found := next((span for span in spans if _overlap(span, wanted)), None))
    }


def _overlap(one: Span, other: Span) -> bool:
    return one.start_at < other.end_at and other.start_at < one.end_at


def _lines(
    found: Mapping[int | str, Span], people: Mapping[int, str], zone: ZoneInfo, now: datetime
) -> Iterator[PreviewLine]:
    for person, span in found.items():
        if isinstance(person, int) and not people[person]:
            when = format_datetime.when(span.start_at, span.end_at, zone=zone, now=now)
            yield PreviewLine("warn", _("You have another meeting then: %(when)s.") % {"when": when}, is_warning=True)
    names = [people[person] for person in found if isinstance(person, int) and people[person]]
    if names:
        yield PreviewLine("warn", _busy_sentence(names), is_warning=True)


def _terminal_lines(
    found: Mapping[int | str, Span], request: BookingRequest, zone: ZoneInfo, now: datetime
) -> Iterator[PreviewLine]:
    for each in request.terminals:
        if span := found.get(each.number):
            when = format_datetime.when(span.start_at, span.end_at, zone=zone, now=now)
            sentence = _("%(room)s is taken: %(when)s.") % {"room": each.name, "when": when}
            yield PreviewLine("warn", format_datetime.spaced(sentence), is_warning=True)


def _busy_sentence(names: list[str]) -> str:
    if len(names) > _MOST_NAMED:
        words = {"count": len(names), "names": format_datetime.names(names[:_MOST_NAMED])}
        return format_datetime.spaced(_("%(count)s invitees are busy then, among them %(names)s.") % words)
    sentence = ngettext("%(names)s is busy then.", "%(names)s are busy then.", len(names))
    return format_datetime.spaced(sentence % {"names": format_datetime.names(names)})


def _line_of_series(
    clashes: Mapping[datetime, Iterable[int | str]], people: Mapping[int | str, str], zone: ZoneInfo, now: datetime
) -> PreviewLine:
    today, you = now.astimezone(zone).date(), _("you")
    days = [
        format_datetime.day(start.astimezone(zone).date(), today=today)
        + f" ({format_datetime.names([people[each] or you for each in found][:_MOST_NAMED])})"
        for start, found in clashes.items()
    ]
    sentence = ngettext(
        "Somebody is busy on %(count)s date: %(days)s.", "Somebody is busy on %(count)s dates: %(days)s.", len(days)
    )
    shown = format_datetime.names(days[:_MOST_NAMED]) + (" …" if len(days) > _MOST_NAMED else "")
    return PreviewLine("warn", sentence % {"count": len(days), "days": shown}, is_warning=True)


def _free_slots(busy: Busy, *, after: datetime, length: timedelta, zone: ZoneInfo) -> Iterator[datetime]:
    """Yield the times from ``after`` on at which nobody is busy, within working days and hours of ``zone``."""
    start = after - timedelta(minutes=after.astimezone(zone).minute % 30, seconds=after.second)
    while start < after + _AHEAD - length:
        start += _STEP
        here = start.astimezone(zone)
        is_working = (
            here.weekday() < _SATURDAY and here.time() >= _DAY_BEGINS and here.date() == (here + length).date()
        )
        if is_working and (here + length).time() <= _DAY_ENDS and not _clashing(busy, Span(start, start + length)):
            yield start


def _slot(start: datetime, length: timedelta, zone: ZoneInfo, now: datetime) -> Slot:
    words = format_datetime.when(start, start + length, zone=zone, now=now)
    return Slot(f"{start.astimezone(zone):%Y-%m-%dT%H:%M}", words)
