"""A rule with its beginning, its end, and the dates that it leaves out or adds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from heapq import merge
from itertools import chain, groupby, islice
from typing import Any, Self

from meetings.recurrence import wall_clock, wording
from meetings.recurrence.cycles import Cycle
from meetings.recurrence.pattern import Pattern
from meetings.recurrence.problems import RuleProblem
from meetings.recurrence.reading import MOST, read_rrule
from meetings.recurrence.vendor_fit import describe_misfit, find_misfit


@dataclass(frozen=True, slots=True)
class Rule:
    """When a series is held: each occurrence at the same time of day by the clock of ``zone``.

    ``first`` is the first occurrence, aware, in ``zone``. It ends after ``count`` times or with the day ``until``,
    inclusive; with neither it has no end. ``skip`` are days of ``zone`` on which it isn't held, ``extra`` further
    starts, rising.
    """

    pattern: Pattern
    first: datetime
    zone: str
    count: int | None = None
    until: date | None = None
    skip: tuple[date, ...] = ()
    extra: tuple[datetime, ...] = ()
    # All that it comes to, where it has an end: computed once.
    _starts: tuple[datetime, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Raise RuleProblem for a rule that no series can follow."""
        if self.count is not None and self.count > MOST:
            raise RuleProblem("count_too_large", "count", count=self.count, most=MOST)
        if any(at < self.first for at in self.extra):
            raise RuleProblem("extra_before_first", "extra", typed=min(self.extra), works=self.first)
        found = tuple(islice(self._expand(), MOST + 1 if self.has_end else 1))
        if len(found) > MOST:
            raise RuleProblem("too_many", "until", most=MOST, works=found[MOST - 1].date())
        if not found:
            raise RuleProblem("nothing_left", "skip")
        object.__setattr__(self, "_starts", found)

    @classmethod
    def from_rrule(
        cls,
        text: str,
        first: datetime,
        zone: str = "Asia/Shanghai",
        skip: Iterable[date | datetime] = (),
        extra: Iterable[date | datetime] = (),
    ) -> Self:
        """Return the rule that an RRULE says (RFC 5545 3.3.10), beginning at ``first``, which is aware.

        ``skip`` and ``extra`` are days in ``zone``, or aware moments. A day that a month lacks is its last, whatever
        the RFC leaves out. Raises RuleProblem, a ValueError.
        """
        clock = wall_clock.read_zone(zone)
        begins = wall_clock.read_first(first, clock)
        found = read_rrule(text, first=begins.replace(tzinfo=None), zone=clock)
        return cls(
            pattern=found.pattern,
            first=begins,
            zone=zone,
            count=found.count,
            until=found.last_day(begins),
            skip=tuple(sorted({wall_clock.read_day(one, clock) for one in skip})),
            extra=tuple(sorted({wall_clock.read_moment(one, begins) for one in extra})),
        )

    @classmethod
    def starting(
        cls, pattern: Pattern, first: datetime, zone: str, *, count: int | None = None, until: date | None = None
    ) -> Self:
        """Return the rule of ``pattern`` that begins at ``first``, which is aware. Raises RuleProblem."""
        clock = wall_clock.read_zone(zone)
        return cls(pattern, wall_clock.read_first(first, clock), zone, count, until)

    @property
    def has_end(self) -> bool:
        return self.count is not None or self.until is not None

    def starts(self, limit: int | None = None) -> list[datetime]:
        """Return when the occurrences begin, aware, in its zone; the first ``limit`` of them.

        A time that the clocks skip is as long after midnight as it would be, and one that comes twice is its first
        (RFC 5545 3.3.5). Raises RuleProblem for all of a rule without end.
        """
        if self.has_end:
            return list(self._starts[:limit])
        if limit is None:
            raise RuleProblem("no_end", "until")
        return list(islice(self._expand(), limit))

    def rrule(self) -> str:
        """Return it as RRULE, which means the same to every calendar: ``skip`` and ``extra`` stand beside it."""
        parts = self.pattern.parts()
        start = parts.pop("WKST", "")
        if self.count is not None:
            parts["COUNT"] = str(self.count)
        if self.until is not None:
            last = datetime.combine(self.until, self.first.time(), self.first.tzinfo)
            parts["UNTIL"] = f"{max(last, self.first).astimezone(UTC):%Y%m%dT%H%M%SZ}"
        return ";".join(f"{name}={value}" for name, value in (parts | ({"WKST": start} if start else {})).items())

    def cycle(self) -> Cycle | None:
        """Return the same as the meeting service can keep it, None where it can't."""
        if find_misfit(self):
            return None
        return Cycle(self.pattern.unit, self.pattern.interval, self.pattern.days, self._starts[-1].date())

    def vendor_cycle(self) -> dict[str, Any] | None:
        """Return the vendor's CycleParams (docs/vendor/series.md 11.1), None where it has no such series."""
        cycle = self.cycle()
        if cycle is None:
            return None
        found: dict[str, Any] = {
            "startDate": self.first.date().isoformat(),
            "endDate": cycle.until.isoformat(),
            "cycle": cycle.unit.value.title(),
            "interval": cycle.interval,
            "preRemindDays": 0,
        }
        return found | ({"point": list(cycle.days)} if cycle.days else {})

    def why_portal_series(self, language: str) -> str:
        """Return the sentence why the portal has to keep the series itself, "" where the meeting service can.

        ``language`` is "zh-hans" or "en".
        """
        return describe_misfit(self, language)

    def sentence(self, language: str) -> str:
        """Return it in words, with its end: "Every Monday and Thursday, until Tue 15 Dec 2026"."""
        return wording.describe_rule(self, language)

    def _expand(self) -> Iterator[datetime]:
        if not self.extra and not self.skip:
            return self._by_rule()
        skipped = frozenset(self.skip)
        kept = (at for at in self._by_rule() if at.date() not in skipped)
        return (at for at, _ in groupby(merge(kept, self.extra)))

    def _by_rule(self) -> Iterator[datetime]:
        """Return all that it comes to, counted from the first and never from the one before. Raises RuleProblem."""
        plain = self.first.replace(fold=0)
        until = None if self.until is None else datetime.combine(self.until, time.max, plain.tzinfo)
        found = self.pattern.occurrences(plain, count=self.count, until=until)
        begins = next(found, None) or next(self.pattern.occurrences(plain), None)
        if begins != plain:
            raise RuleProblem("first_not_in_rule", "first", first=plain, works=begins or plain)
        folded = plain.replace(fold=1).timetz()
        return chain([self.first], (wall_clock.settle(at, folded) for at in found))
