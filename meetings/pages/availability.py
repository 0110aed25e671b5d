"""Who is busy at the time that a form asks for, and when everybody is free next; nothing of what anybody does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from l10n import format_datetime
from meetings.pages.preview_line import PreviewLine
from meetings.queries.free_busy import busy_spans
from meetings.requests import BookingRequest
from meetings.snapshots import Span

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

    Outsiders are unknown, and so is everybody of another organisation.
    """
    length = timedelta(minutes=request.length_minutes)
    people = {organiser.pk: ""} | {
        invitee.person.pk: invitee.person.name
        for invitee in request.invitees
        if invitee.person and invitee.person.tenant_id == organiser.tenant_id and invitee.person != organiser
    }
    is_single = request.repeats is None
    until = max(starts) + length + (_AHEAD if is_single else timedelta())
    busy = busy_spans(
        tenant_id=organiser.tenant_id, people=people, since=min(starts), until=until, now=now, without=meeting_id
    )
    clashes = {start: found for start in starts if (found := _clashing(busy, Span(start, start + length)))}
    if not clashes:
        return Availability()
    if not is_single:
        return Availability((_line_of_series(clashes, people, ZoneInfo(request.time_zone), now),))
    lines = tuple(_lines(clashes[starts[0]], people, organiser.zone, now))
    free = _free_slots(busy, after=starts[0], length=length, zone=organiser.zone)
    zone = ZoneInfo(request.time_zone)
    return Availability(lines, tuple(_slot(start, length, zone, now) for start in islice(free, _SLOTS)))


def _clashing(busy: Mapping[int, list[Span]], wanted: Span) -> dict[int, Span]:
    """Return who is busy at any time of ``wanted``, each with the first span of it."""
    return {
        person: found
        for person, spans in busy.items()
        if (found := next((span for span in spans if _overlap(span, wanted)), None))
    }


def _overlap(one: Span, other: Span) -> bool:
    return one.start_at < other.end_at and other.start_at < one.end_at


def _lines(
    found: Mapping[int, Span], people: Mapping[int, str], zone: ZoneInfo, now: datetime
) -> Iterator[PreviewLine]:
    for person, span in found.items():
        if not people[person]:
            when = format_datetime.when(span.start_at, span.end_at, zone=zone, now=now)
            yield PreviewLine("warn", _("You have another meeting then: %(when)s.") % {"when": when}, is_warning=True)
    names = [people[person] for person in found if people[person]]
    if names:
        yield PreviewLine("warn", _busy_sentence(names), is_warning=True)


def _busy_sentence(names: list[str]) -> str:
    if len(names) > _MOST_NAMED:
        words = {"count": len(names), "names": format_datetime.names(names[:_MOST_NAMED])}
        return format_datetime.spaced(_("%(count)s invitees are busy then, among them %(names)s.") % words)
    sentence = ngettext("%(names)s is busy then.", "%(names)s are busy then.", len(names))
    return format_datetime.spaced(sentence % {"names": format_datetime.names(names)})


def _line_of_series(
    clashes: Mapping[datetime, Mapping[int, Span]], people: Mapping[int, str], zone: ZoneInfo, now: datetime
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


def _free_slots(
    busy: Mapping[int, list[Span]], *, after: datetime, length: timedelta, zone: ZoneInfo
) -> Iterator[datetime]:
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
