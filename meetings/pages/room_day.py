"""One room on one day: a line from 8 to 20 o'clock with what is held there, and the same in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from l10n import format_datetime, parse_datetime
from meetings.limits import SHORTEST
from meetings.queries.room_times import RoomTime

_FIRST, _LAST, _STEP = 8, 20, 2
# From how many minutes on a bar has room for its time, and for the subject.
_SHOWS_TIME, _SHOWS_SUBJECT = 60, 90
_MORNING = 9


@dataclass(frozen=True, slots=True)
class Day:
    """The day that the page shows, by the clock of ``zone``; ``now`` is aware."""

    date: date
    zone: ZoneInfo
    now: datetime

    @property
    def is_today(self) -> bool:
        return self.date == self.now.astimezone(self.zone).date()

    @property
    def start_at(self) -> datetime:
        return datetime.combine(self.date, time(), self.zone).astimezone(UTC)

    @property
    def end_at(self) -> datetime:
        return datetime.combine(self.date + timedelta(days=1), time(), self.zone).astimezone(UTC)

    def at(self, hour: int) -> datetime:
        """Return a full hour of the day, aware UTC."""
        return datetime.combine(self.date, time(hour), self.zone).astimezone(UTC)

    def place(self, moment: datetime) -> float:
        """Return where a moment is on the line, in percent; outside it is on its edge."""
        first, last = self.at(_FIRST), self.at(_LAST)
        return round(min(max((moment - first) / (last - first), 0.0), 1.0) * 100, 2)


@dataclass(frozen=True, slots=True)
class Bar:
    """What is held, as a part of the line: percentages as attributes have them. ``tone`` is "busy", "live", "past"."""

    x: str
    width: str
    tone: str
    time: str
    subject: str


@dataclass(frozen=True, slots=True)
class Occupancy:
    """A room's day. ``state`` is "free", "busy" or "off"; ``words`` say it for who hears the page.

    ``free_from`` is when something can be booked there, None for not on that day; ``is_free_next`` for the very next
    half hour.
    """

    state: str
    label: str
    note: str
    bars: tuple[Bar, ...]
    words: str
    free_from: datetime | None
    is_free_now: bool
    is_free_next: bool


def hours(day: Day) -> list[tuple[str, str]]:
    """Return place and words of the hours below which the line is drawn."""
    return [(_percent(day.place(day.at(hour))), f"{hour:02}:00") for hour in range(_FIRST, _LAST, _STEP)]


def build_occupancy(times: Sequence[RoomTime], day: Day) -> Occupancy:
    """Return the day of one room whose ``times`` are sorted by their start."""
    running = next((each for each in times if day.is_today and each.start_at <= day.now < each.end_at), None)
    following = next((each for each in times if each.start_at > day.now), None) if day.is_today else None
    if running:
        state, label, note = "busy", _("In use"), _until(running, day)
    elif day.is_today:
        state, label = "free", _("Free now")
        note = _("until %(time)s") % {"time": _clock(following.start_at, day)} if following else _("all day")
    elif times:
        state, label, note = "busy", ngettext("%(count)s meeting", "%(count)s meetings", len(times)), ""
        label %= {"count": len(times)}
    else:
        state, label, note = "free", _("Free"), _("all day")
    free_from = find_free_start(times, day)
    return Occupancy(
        state=state,
        label=label,
        note=format_datetime.spaced(note),
        bars=tuple(_bar(each, day) for each in times if _is_on_the_line(each, day)),
        words=_describe(times, day),
        free_from=free_from,
        is_free_now=day.is_today and running is None,
        is_free_next=day.is_today and running is None and free_from == find_free_start((), day),
    )


def find_free_start(times: Sequence[RoomTime], day: Day) -> datetime | None:
    """Return the next half hour, on another day nine o'clock, or when the room is free for a while after that."""
    local = day.now.astimezone(day.zone)
    start = parse_datetime.next_start(local).astimezone(UTC) if day.is_today else day.at(_MORNING)
    if start < day.now:
        return None
    for each in times:
        if each.start_at < start + timedelta(minutes=SHORTEST) and start < each.end_at:
            start = each.end_at
    return start if start < day.end_at else None


def _until(running: RoomTime, day: Day) -> str:
    end = _clock(running.end_at, day)
    if running.subject:
        return _("%(subject)s until %(time)s") % {"subject": running.subject, "time": end}
    return _("until %(time)s") % {"time": end}


def _is_on_the_line(each: RoomTime, day: Day) -> bool:
    return each.start_at < day.at(_LAST) and each.end_at > day.at(_FIRST)


def _bar(each: RoomTime, day: Day) -> Bar:
    x, end = day.place(each.start_at), day.place(each.end_at)
    minutes = (each.end_at - each.start_at) / timedelta(minutes=1)
    tone = "past" if each.end_at <= day.now else "live" if each.start_at <= day.now else "busy"
    return Bar(
        _percent(x),
        _percent(round(end - x, 2)),
        tone,
        _clock(each.start_at, day) if minutes >= _SHOWS_TIME and tone != "past" else "",
        each.subject if minutes >= _SHOWS_SUBJECT and tone != "past" else "",
    )


def _describe(times: Sequence[RoomTime], day: Day) -> str:
    if not times:
        return _("Free all day")
    held = [f"{_clock(each.start_at, day)}–{_clock(each.end_at, day)} {each.subject}".strip() for each in times]
    return _("Taken: %(times)s") % {"times": format_datetime.names(held)}


def _clock(moment: datetime, day: Day) -> str:
    return format_datetime.clock(moment, zone=day.zone)


def _percent(value: float) -> str:
    return f"{value:g}%"
