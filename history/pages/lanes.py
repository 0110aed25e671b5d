"""Who was in when, as a picture: places are shares of the width in percent, which the template writes as attributes.

All is computed in UTC, so that a night in which the clock is set back has its real length; only the labels are told
by the reader's clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from history.models import Attendance, EndedSession
from l10n import format_datetime, zones

Interval = tuple[datetime, datetime]
# What a row tells beyond them is an error of the row.
_AROUND = timedelta(hours=1)
_SMALLEST = timedelta(minutes=1)
_STEPS = tuple(timedelta(minutes=each) for each in (5, 10, 15, 30, 60, 120, 240, 480, 1440))
_MOST_MARKS = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A time below the picture, at ``x`` percent."""

    x: str
    word: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A span in the picture, in percent."""

    x: str
    width: str
    end: str


@dataclass(frozen=True, slots=True)
class Axis:
    """From when to when the picture goes, the times written below it, and what was planned."""

    start: datetime
    end: datetime
    zone: ZoneInfo
    changes: bool
    marks: tuple[Mark, ...]
    planned: Bar | None

    def bar(self, span: Interval) -> Bar:
        """Return a span as a bar, cut to the picture."""
        return _bar(self.start, self.end, span)

    def words(self, start: datetime | None, end: datetime | None) -> str:
        """Return "10:02–10:21", each with its offset where the clock changes meanwhile; "?" for what isn't known."""
        return f"{self.clock(start)}–{self.clock(end)}"

    def clock(self, at: datetime | None) -> str:
        """Return "10:02", as ``words`` writes it."""
        if at is None:
            return "?"
        clock = format_datetime.clock(at, zone=self.zone)
        return f"{clock} ({zones.offset(self.zone.key, at)})" if self.changes else clock


def build_axis(session: EndedSession, spans: Iterable[Interval], planned: Interval | None, zone: ZoneInfo) -> Axis:
    """Return the axis on which the session, the plan and all ``spans`` lie."""
    found = [(session.start_at, session.end_at), *spans, *([planned] if planned else [])]
    start = max(min(span[0] for span in found), session.start_at - _AROUND).astimezone(UTC)
    end = min(max(span[1] for span in found), max(session.end_at, session.start_at) + _AROUND).astimezone(UTC)
    end = max(end, start + _SMALLEST)
    return Axis(
        start=start,
        end=end,
        zone=zone,
        changes=zones.changes_between(zone.key, start, end),
        marks=tuple(_marks(start, end, zone)),
        planned=_bar(start, end, planned) if planned and planned[0] < end and planned[1] > start else None,
    )


def interval(stay: Attendance, session: EndedSession) -> Interval | None:
    """Return from when to when somebody was there, to the end of the session where that isn't known.

    None where it can't be said, as for whoever left before they came.
    """
    if stay.joined_at is None:
        return None
    left_at = stay.left_at or max(session.end_at, stay.joined_at)
    return None if left_at < stay.joined_at else (stay.joined_at, left_at)


def most_at_once(people: Iterable[Iterable[Interval]]) -> tuple[int, datetime | None]:
    """Return how many were there at the same time at most, and since when; somebody in twice at once counts once."""
    changes: list[tuple[datetime, int]] = []
    for spans in people:
        for start, end in _merged(spans):
            changes += [(start, 1), (end, -1)]
    most, at, now_in = 0, None, 0
    for moment, change in sorted(changes):
        now_in += change
        if now_in > most:
            most, at = now_in, moment
    return most, at


def _merged(spans: Iterable[Interval]) -> list[Interval]:
    found: list[Interval] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _marks(start: datetime, end: datetime, zone: ZoneInfo) -> Iterable[Mark]:
    whole = end - start
    step = next((each for each in _STEPS if whole / each <= _MOST_MARKS), whole / _MOST_MARKS)
    seconds = max(1, int(step.total_seconds()))
    # Whole quarters are whole quarters in every zone.
    first = -(-int(start.timestamp()) // seconds) * seconds
    for at in range(first, int(end.timestamp()) + 1, seconds):
        moment = datetime.fromtimestamp(at, UTC)
        yield Mark(_percent((moment - start) / whole), format_datetime.clock(moment, zone=zone))


def _bar(start: datetime, end: datetime, span: Interval) -> Bar:
    whole = end - start
    first, last = (min(max(each, start), end) for each in span)
    left, right = (first - start) / whole, (last - start) / whole
    # Somebody who was in for a moment is seen all the same.
    return Bar(_percent(left), _percent(max(right - left, 0.004)), _percent(right))


def _percent(share: float) -> str:
    return f"{share * 100:.2f}%"
