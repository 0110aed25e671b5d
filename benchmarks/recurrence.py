"""What the dates of a rule cost beside dateutil alone, which expands the same text: a hundred of each kind."""

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from benchmarks.ground import Ground
from benchmarks.measure import Measure
from meetings.recurrence import Rule

_ZONE = "America/New_York"
_FIRST = datetime(2026, 12, 31, 9, tzinfo=ZoneInfo(_ZONE))
_TEXTS = (
    "FREQ=DAILY;COUNT=100",
    "FREQ=WEEKLY;BYDAY=MO,TH;COUNT=100",
    "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=100",
    "FREQ=MONTHLY;BYDAY=-1TH;COUNT=100",
    "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1;COUNT=100",
)
_TIMES = 200


def measures(ground: Ground) -> Iterator[Measure]:
    """The largest ratio of any rule, from its text to its dates."""
    del ground
    worst = max(_fastest(_ours, text) / _fastest(_bare, text) for text in _TEXTS)
    yield Measure("expand_100_occurrences_over_dateutil", worst, 2, "x")


def _ours(text: str) -> list[datetime]:
    return Rule.from_rrule(text, first=_FIRST, zone=_ZONE).starts()


def _bare(text: str) -> list[datetime]:
    return list(rrulestr(text, dtstart=_FIRST))


def _fastest(expand: Callable[[str], list[datetime]], text: str) -> float:
    def once() -> float:
        began = time.perf_counter()
        expand(text)
        return time.perf_counter() - began

    return min(once() for _ in range(_TIMES))
