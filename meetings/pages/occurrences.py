"""The occurrences of a series as rows of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from l10n import format_datetime
from meetings import schedule
from meetings.models import Meeting, Occurrence, VendorWrite
from meetings.pages.badges import badges
from meetings.services import checking
from ui.badges import Badge

PER_PAGE = 12


@dataclass(frozen=True, slots=True)
class OccurrenceRow:
    """``previous_time`` is where the rule had put an occurrence that was moved, "" otherwise.

    ``is_changed``: it is held at another time, for another length or not at all.
    """

    id: int
    day: str
    span: str
    previous_time: str
    badges: tuple[Badge, ...]
    is_next: bool
    is_off: bool
    is_changeable: bool
    is_changed: bool


@dataclass(frozen=True, slots=True)
class OccurrencePage:
    """Some of the rows; ``earlier`` and ``later`` are numbers of pages, 0 where there is none."""

    rows: tuple[OccurrenceRow, ...]
    earlier: int
    later: int


def page_of_rows(rows: list[OccurrenceRow], *, number: int) -> OccurrencePage:
    """Return the page of that number, the first of which is 1: all where they are few, else the changed ones first."""
    if len(rows) <= PER_PAGE:
        return OccurrencePage(tuple(rows), 0, 0)
    ordered = sorted(rows, key=lambda row: not row.is_changed)
    last = -(-len(rows) // PER_PAGE)
    number = min(max(number, 1), last)
    shown = ordered[(number - 1) * PER_PAGE : number * PER_PAGE]
    return OccurrencePage(tuple(shown), number - 1, number + 1 if number < last else 0)


def build_occurrence_rows(
    meeting: Meeting, occurrences: Iterable[Occurrence], write: VendorWrite | None, *, zone: ZoneInfo, now: datetime
) -> tuple[list[OccurrenceRow], list[OccurrenceRow]]:
    """Return those that are on or ahead, and those that are over. ``write`` is the latest, if somebody may see it."""
    current = schedule.current_times(meeting, now=now)
    ahead: list[OccurrenceRow] = []
    over: list[OccurrenceRow] = []
    for occurrence in sorted(occurrences, key=lambda one: one.start_at):
        is_current = occurrence.start_at == current.start_at
        is_on = occurrence.end_at > now or (is_current and meeting.state == Meeting.State.RUNNING)
        row = _row(meeting, occurrence, write, zone, now, is_current=is_current)
        (ahead if is_on else over).append(row)
    return ahead, over


def _row(
    meeting: Meeting,
    occurrence: Occurrence,
    write: VendorWrite | None,
    zone: ZoneInfo,
    now: datetime,
    *,
    is_current: bool,
) -> OccurrenceRow:
    start, today = occurrence.start_at.astimezone(zone), now.astimezone(zone).date()
    is_moved = occurrence.start_at != occurrence.original_start_at and not occurrence.is_cancelled
    state = schedule.state_of_occurrence(
        meeting_state=meeting.state,
        is_booked=bool(meeting.vendor_conference_id),
        is_cancelled=occurrence.is_cancelled,
        is_current=is_current,
        end_at=occurrence.end_at,
        now=now,
    )
    is_about = write is not None and write.occurrence_id == occurrence.pk
    return OccurrenceRow(
        id=occurrence.pk,
        day=format_datetime.day(start.date(), today=today),
        span=format_datetime.span(occurrence.start_at, occurrence.end_at, zone=zone),
        previous_time=format_datetime.moment(occurrence.original_start_at, zone=zone, now=now) if is_moved else "",
        badges=badges(
            state=state, kind=write.kind if write and is_about else "", write=write.state if write and is_about else ""
        ),
        is_next=is_current and state == Meeting.State.BOOKED,
        is_off=occurrence.is_cancelled,
        is_changeable=checking.is_occurrence_changeable(meeting=meeting, occurrence=occurrence, now=now),
        is_changed=is_moved or occurrence.is_cancelled or _minutes(occurrence) != meeting.repeat_minutes,
    )


def _minutes(occurrence: Occurrence) -> int:
    return int((occurrence.end_at - occurrence.start_at).total_seconds()) // 60
