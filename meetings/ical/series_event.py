"""How the occurrences of a series are written into one calendar entry, so that it says exactly what the rows say.

Each has a *place* in the rule: the start that the rule gives it. The places follow the clock of the series' own
zone where they have one time of day there, else that of UTC, at which the meeting service may hold them. An
occurrence that is not at its place, or takes another while, stands for itself. Nothing is listed beside the rule:
programs take such a list for all there is, or overlook it, or read it on another clock.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import islice, takewhile
from typing import Any
from zoneinfo import ZoneInfo

from l10n import zones
from l10n.zone_links import canonical
from meetings.models import Occurrence
from meetings.recurrence import Cycle, Unit, cycles, rrule


@dataclass(frozen=True, slots=True)
class Series:
    """``places`` and ``rows`` belong together, one by one, rising; ``clock`` is the zone they are written in, or UTC.

    ``rule`` is the RRULE of all places. ``length`` is that of all but the overrides.
    """

    clock: tzinfo
    rule: dict[str, Any]
    length: timedelta
    places: tuple[datetime, ...]
    rows: tuple[Occurrence, ...]

    def overrides(self, *, with_cancelled: bool = False) -> list[tuple[datetime, Occurrence]]:
        """Return the occurrences that need an entry with a RECURRENCE-ID, with their places."""
        return [
            (place, row)
            for place, row in self._pairs()
            if (with_cancelled or not row.is_cancelled) and not self._is_at(row, place)
        ]

    def excluded(self) -> list[datetime]:
        """Return the places of the occurrences that are cancelled: the EXDATEs."""
        return [place for place, row in self._pairs() if row.is_cancelled]

    def span(self) -> tuple[datetime, datetime]:
        """Return the times between which all of it lies."""
        starts = [*self.places, *(row.start_at for row in self.rows)]
        return min(starts), max(row.end_at for row in self.rows)

    def _pairs(self) -> Iterator[tuple[datetime, Occurrence]]:
        return zip(self.places, self.rows, strict=True)

    def _is_at(self, row: Occurrence, place: datetime) -> bool:
        is_of_length = row.end_at - row.start_at == self.length
        return row.start_at == place and is_of_length and _ends_by_the_clock(place, self.clock, self.length)


def build_series(*, occurrences: Sequence[Occurrence], zone: ZoneInfo, now: datetime) -> Series:
    """Return the entry of a series that has ``occurrences``, at least one; ``zone`` is its own.

    Where a change of the whole has given the coming ones another rule, theirs is taken, drawn out into the past.
    What was held before is moved from there.
    """
    rows = tuple(sorted(occurrences, key=lambda row: row.original_start_at))
    length = Counter(row.end_at - row.start_at for row in rows).most_common(1)[0][0]
    originals = [row.original_start_at.astimezone(UTC) for row in rows]
    key = canonical(zone.key)
    clocks: tuple[tzinfo, ...] = (UTC,) if key == "UTC" else (zones.zone(key), UTC)
    begun = sum(1 for _ in takewhile(lambda row: row.start_at <= now, rows))
    for before in range(min(begun + 1, len(rows))):
        for clock in clocks:
            if found := _by_rule(originals, before, clock, length):
                rule, places = found
                return Series(clock, rrule.write_rrule(rule, _until(places[-1], clock)), length, places, rows)
    rule, places = _by_days(originals)
    return Series(UTC, rrule.write_rrule(rule, _until(places[-1], UTC)), length, places, rows)


def is_plain(at: datetime, clock: tzinfo) -> bool:
    """Tell whether the clock shows it once: in the hour that comes twice calendars disagree which one is meant."""
    local = at.astimezone(clock)
    return local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset()


def _until(last: datetime, clock: tzinfo) -> datetime:
    """Return when a rule ends whose last place is ``last``: not before its time of day in UTC too, on the same day.

    UNTIL has to be in UTC, and programs that compare it with the clock of the start lose the last date otherwise.
    """
    local = last.astimezone(clock)
    ahead = max(local.utcoffset() or timedelta(), timedelta())
    return min(last + ahead, max(last, local.replace(hour=23, minute=59, second=59).astimezone(UTC)))


def _by_rule(
    originals: list[datetime], before: int, clock: tzinfo, length: timedelta
) -> tuple[Cycle, tuple[datetime, ...]] | None:
    """Return a rule for all but the first ``before``, and the places of all by it; None where this clock has none."""
    local = [at.astimezone(clock) for at in originals[before:]]
    time = local[0].time()
    if any(at.time() != time for at in local):
        return None
    found = rrule.find_rule([at.date() for at in local])
    if found is None:
        return None
    rule, days = found
    days = [*rrule.dates_before(rule, days[0], before), *days]
    places = tuple(datetime.combine(day, time, clock).astimezone(UTC) for day in days)
    is_whole = len(places) == len(originals) and all(
        is_plain(place, clock) and place.astimezone(clock).time() == time for place in places
    )
    return (rule, places) if is_whole and _ends_by_the_clock(places[0], clock, length) else None


def _by_days(originals: list[datetime]) -> tuple[Cycle, tuple[datetime, ...]]:
    """Return a rule for the days of UTC alone, else one for as many days as there are, and the places of all by it."""
    days = [at.date() for at in originals]
    daily = Cycle(Unit.DAY, 1, (), days[-1])
    rule, days = rrule.find_rule(days) or (daily, list(islice(cycles.following(daily, days[0]), len(days))))
    return rule, tuple(datetime.combine(day, originals[0].time(), UTC) for day in days)


def _ends_by_the_clock(start_at: datetime, clock: tzinfo, length: timedelta) -> bool:
    """Tell whether the clock goes on as much as has passed: where it doesn't, calendars reckon by the clock."""
    end = (start_at + length).astimezone(clock)
    return (
        is_plain(end, clock) and end.replace(tzinfo=None) == start_at.astimezone(clock).replace(tzinfo=None) + length
    )
