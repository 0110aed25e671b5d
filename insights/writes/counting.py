"""The sums of one day, of what was held on it: pure, no database."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from history.writes.presences import Interval, seconds
from insights.days import bounds
from insights.writes.held import Held, Part
from insights.writes.peaks import hours_of, peak_of


@dataclass(slots=True)
class Sums:
    """The columns of ``DayTotals``."""

    sessions: int = 0
    seconds: int = 0
    unread: int = 0
    attendees: int = 0
    invited: int = 0
    no_shows: int = 0
    booked_seconds: int = 0
    used_seconds: int = 0
    attended_sessions: int = 0
    attended_seconds: int = 0
    peak_seats: int = 0
    peak_seats_at: datetime | None = None
    peak_sessions: int = 0
    peak_rooms: int = 0
    begun_by_hour: list[int] = field(default_factory=list)
    seats_by_hour: list[int] = field(default_factory=list)
    sessions_by_hour: list[int] = field(default_factory=list)
    rooms_by_hour: list[int] = field(default_factory=list)


class _Day:
    """A day that is being summed: of the tenant (None) and of each person."""

    def __init__(self, day: date, zone: ZoneInfo) -> None:
        self.start, self.end = bounds(day, zone)
        self.zone = zone
        self.sums: dict[int | None, Sums] = defaultdict(Sums)
        self.begun: dict[int | None, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        self.booked: set[object] = set()

    def add(self, one: Held) -> None:
        begins = self.start <= one.start_at < self.end
        lasted = seconds(self._within([(one.start_at, one.end_at)]))
        scopes: list[int | None] = [None] if one.organiser_id is None else [None, one.organiser_id]
        for scope in scopes:
            self.sums[scope].seconds += lasted
        if begins:
            self._count(one, scopes)
        for part in one.parts:
            self._add_part(part, begins)

    def _count(self, one: Held, scopes: list[int | None]) -> None:
        came = sum(part.came for part in one.parts)
        invited = sum(part.is_invited for part in one.parts)
        missing = sum(part.is_invited and not part.came for part in one.parts)
        is_first = one.booked is not None and one.booked[0] not in self.booked
        if one.booked:
            self.booked.add(one.booked[0])
        for scope in scopes:
            sums = self.sums[scope]
            sums.sessions += 1
            self.begun[scope][one.start_at.astimezone(self.zone).hour] += 1
            if one.is_read:
                sums.attendees += came
                sums.invited += invited
                sums.no_shows += missing
            else:
                sums.unread += 1
            if one.booked:
                sums.used_seconds += _whole(one.end_at - one.start_at)
                sums.booked_seconds += _whole(one.booked[1]) if is_first else 0

    def _add_part(self, part: Part, begins: bool) -> None:
        lasted = seconds(self._within(part.stays))
        self.sums[None].attended_seconds += lasted
        if part.person_id and part.is_own and part.came and (begins or lasted):
            own = self.sums[part.person_id]
            own.attended_seconds += lasted
            own.attended_sessions += begins

    def _within(self, intervals: list[Interval]) -> list[Interval]:
        return [
            (max(since, self.start), min(until, self.end))
            for since, until in intervals
            if since < self.end and until > self.start
        ]


def count_day(day: date, zone: ZoneInfo, held: list[Held]) -> dict[int | None, Sums]:
    """Return the sums of the tenant (None) and of each person, none of who has nothing."""
    found = _Day(day, zone)
    for one in held:
        found.add(one)
    if not found.sums:
        return {}
    hours = hours_of(found.start, found.end, zone)
    stays = chain.from_iterable(part.stays for one in held if not one.is_in_room for part in one.parts)
    seats = peak_of(stays, hours, found.end)
    sessions = peak_of([(one.start_at, one.end_at) for one in held], hours, found.end)
    rooms = peak_of([(one.start_at, one.end_at) for one in held if one.is_in_room], hours, found.end)
    whole = found.sums[None]
    whole.peak_seats, whole.peak_seats_at = seats.most, seats.at
    whole.peak_sessions, whole.peak_rooms = sessions.most, rooms.most
    whole.seats_by_hour, whole.sessions_by_hour = _by_hour(seats.by_hour), _by_hour(sessions.by_hour)
    whole.rooms_by_hour = _by_hour(rooms.by_hour)
    for scope, sums in found.sums.items():
        sums.begun_by_hour = _by_hour(found.begun[scope])
    return {scope: sums for scope, sums in found.sums.items() if sums != Sums()}


def _by_hour(numbers: Mapping[int, int]) -> list[int]:
    """Return a number for each of 24 hours, none where there is nothing in any."""
    return [numbers.get(hour, 0) for hour in range(24)] if any(numbers.values()) else []


def _whole(span: timedelta) -> int:
    return int(span.total_seconds())
