"""What giving dates of a meeting another one will do, before it is done: each date, and each call of the vendor."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from meetings import schedule
from meetings.changed_occurrences import list_changed_occurrences
from meetings.models import Meeting, Occurrence
from meetings.requests import BookingRequest
from meetings.services import occurrences
from meetings.snapshots import Span


class StepKind(StrEnum):
    """What the vendor is asked to do."""

    BOOK_MEETING = "book_meeting"
    BOOK_SERIES = "book_series"
    MOVE_AGAIN = "move_again"
    CANCEL_AGAIN = "cancel_again"
    END_OLD = "end_old"


@dataclass(frozen=True, slots=True)
class Step:
    """``calls`` of one kind, about so many ``dates``."""

    kind: StepKind
    calls: int
    dates: int


@dataclass(frozen=True, slots=True)
class PlannedDate:
    """When a date is, and is to be: None for one that isn't yet, or won't be. ``is_own``: it keeps its own time."""

    was: Span | None
    becomes: Span | None
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class SplitPlan:
    """``dates`` by start, and ``steps`` in the order in which the vendor is asked."""

    dates: tuple[PlannedDate, ...]
    steps: tuple[Step, ...]


def plan_split(
    *, meeting: Meeting, occurrence: Occurrence, only: bool, request: BookingRequest, now: datetime
) -> SplitPlan:
    """Return what ``splitting.split`` would do; three queries at most. Raises CycleProblem for what is no rule."""
    assert request.start_at is not None
    zone = ZoneInfo(request.time_zone)
    old = [occurrence] if only else occurrences.list_following(meeting=meeting, occurrence=occurrence, now=now)
    if request.repeats is None:
        starts = [request.start_at]
    else:
        starts = schedule.starts(request.repeats, request.start_at, zone)
    changed = {} if request.repeats is None else {one.day: one for one in list_changed_occurrences(meeting, now=now)}
    dates: list[PlannedDate] = []
    moves = cancels = 0
    by_day = {row.original_start_at.astimezone(zone).date(): row for row in old}
    for start_at in starts:
        day = start_at.astimezone(zone).date()
        row, one = by_day.pop(day, None), changed.get(day)
        plain = Span(start_at, start_at + timedelta(minutes=request.length_minutes))
        becomes = one.span_at(start_at, request.length_minutes) if one else plain
        moves += becomes not in {None, plain}
        cancels += becomes is None
        if becomes or row:
            dates.append(PlannedDate(_span(row), becomes, is_own=becomes != plain))
    dates += [PlannedDate(_span(row), None) for row in by_day.values()]
    book = StepKind.BOOK_SERIES if request.repeats else StepKind.BOOK_MEETING
    steps = (
        Step(book, 1, len(starts)),
        Step(StepKind.CANCEL_AGAIN, cancels, cancels),
        Step(StepKind.MOVE_AGAIN, moves, moves),
        Step(StepKind.END_OLD, 1, len(old)),
    )
    return SplitPlan(_by_start(dates), tuple(step for step in steps if step.calls))


def _span(row: Occurrence | None) -> Span | None:
    return Span(row.start_at, row.end_at) if row else None


def _by_start(dates: Sequence[PlannedDate]) -> tuple[PlannedDate, ...]:
    def begins(date: PlannedDate) -> datetime:
        span = date.becomes or date.was
        assert span is not None
        return span.start_at

    return tuple(sorted(dates, key=begins))
