"""When the occurrences of a meeting are: by its rule, and which is the current one."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from meetings.limits import OPENS_BEFORE
from meetings.models import Meeting, Occurrence
from meetings.recurrence import Cycle, Rule, cycles
from meetings.snapshots import Span


def starts(rule: Cycle | Rule, start_at: datetime, zone: ZoneInfo) -> list[datetime]:
    """Return when each occurrence begins by the clocks of ``zone``, aware UTC. Raises CycleProblem.

    A Rule begins with its own first occurrence.
    """
    if isinstance(rule, Rule):
        return [at.astimezone(UTC) for at in rule.starts()]
    first = start_at.astimezone(zone)
    return [_at(day, first, zone) for day in cycles.dates(rule, first.date())]


def planned(meeting: Meeting) -> dict[date, datetime]:
    """Return the starts that the rule of a series means, by the day in its zone."""
    rule, zone = meeting.recurrence, ZoneInfo(meeting.time_zone)
    assert rule is not None
    assert meeting.repeat_start_at is not None
    try:
        found = starts(rule, meeting.repeat_start_at, zone)
    except cycles.CycleProblem:  # what another client made of it at the vendor
        return {}
    return {start_at.astimezone(zone).date(): start_at for start_at in found}


def first_ahead(meeting: Meeting, *, now: datetime) -> datetime:
    """Return when a change of the whole begins: with the rule's next occurrence; where there is none, the current."""
    ahead = [start_at for start_at in planned(meeting).values() if start_at > now] if meeting.is_series else []
    return min(ahead) if ahead else current_times(meeting, now=now).start_at


def is_ahead(*, meeting: Meeting, now: datetime) -> bool:
    """Return whether it, or an occurrence of it, has yet to begin."""
    if not meeting.is_series:
        return meeting.start_at > now
    return meeting.occurrences.ahead(now).exists()


def current_occurrence(
    meeting: Meeting, *, now: datetime, rows: Iterable[Occurrence] | None = None
) -> Occurrence | None:
    """Return the occurrence of a series that is on or next, the last one when all are over; None for a single meeting.

    One that runs on stays until guests may come to the next. Without ``rows`` it costs a query.
    """
    if not meeting.is_series:
        return None
    held = sorted(
        (row for row in (meeting.occurrences.all() if rows is None else rows) if not row.is_cancelled),
        key=lambda row: row.start_at,
    )
    if not held:
        return None
    chosen = next((row for row in held if row.end_at > now), held[-1])
    running = next((row for row in held if row.start_at == meeting.start_at), None)
    if meeting.state == Meeting.State.RUNNING and running and chosen.start_at - OPENS_BEFORE > now:
        chosen = running
    return chosen


def current_times(meeting: Meeting, *, now: datetime) -> Span:
    """Return when a meeting is by the clock of ``now``: of a series its current occurrence.

    The columns of a series say when that was as the meeting was last written. Costs a query for a series, unless its
    occurrences are prefetched.
    """
    chosen = current_occurrence(meeting, now=now)
    return Span(chosen.start_at, chosen.end_at) if chosen else Span(meeting.start_at, meeting.end_at)


def shift(at: datetime, *, was: datetime, to: datetime, zone: ZoneInfo) -> datetime:
    """Return ``at`` as far later as ``to`` is after ``was`` by the clock of ``zone``, aware UTC."""
    clock, was_clock, to_clock = (one.astimezone(zone).replace(tzinfo=None) for one in (at, was, to))
    shifted = clock + (to_clock - was_clock)
    return shifted.replace(tzinfo=zone).astimezone(UTC)


def displacement(occurrence: Occurrence, *, zone: ZoneInfo) -> timedelta:
    """Return how far it is from where the rule puts it, by the clock of ``zone``."""
    start_at, place = occurrence.start_at.astimezone(zone), occurrence.original_start_at.astimezone(zone)
    return start_at.replace(tzinfo=None) - place.replace(tzinfo=None)


def minutes_of(occurrence: Occurrence) -> int:
    """Return the length of an occurrence."""
    return int((occurrence.end_at - occurrence.start_at).total_seconds()) // 60


def _at(day: date, like: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, like.time(), zone).astimezone(UTC)


def state_of_occurrence(
    *, meeting_state: str, is_booked: bool, is_cancelled: bool, is_current: bool, end_at: datetime, now: datetime
) -> str:
    """Return the state of one occurrence of a series, by its own clock and the state of the whole.

    ``is_booked``: the vendor has the series; ``is_current``: it is the occurrence that runs while the series does.
    """
    state = Meeting.State(meeting_state)
    if not is_booked:
        return state
    if is_cancelled:
        return Meeting.State.CANCELLED
    if state == Meeting.State.RUNNING and is_current:
        return state
    if end_at <= now:
        return Meeting.State.ENDED
    return Meeting.State.BOOKED if state == Meeting.State.RUNNING else state
