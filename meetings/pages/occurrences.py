"""The dates of a series as rows of its page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from l10n import format_datetime
from meetings import schedule
from meetings.models import Meeting, Occurrence, VendorWrite
from meetings.pages.badges import badges
from ui.badges import Badge


@dataclass(frozen=True, slots=True)
class DateRow:
    """``was`` is the place that the rule had for a date that was moved, "" otherwise."""

    id: int
    day: str
    span: str
    was: str
    badges: tuple[Badge, ...]
    is_next: bool
    is_off: bool
    is_changeable: bool


def rows(
    meeting: Meeting, dates: Iterable[Occurrence], write: VendorWrite | None, *, zone: ZoneInfo, now: datetime
) -> tuple[list[DateRow], list[DateRow]]:
    """Those that are on or ahead, and those that are over. ``write`` is the latest, if somebody may see it."""
    ahead: list[DateRow] = []
    over: list[DateRow] = []
    for date in sorted(dates, key=lambda date: date.start_at):
        row = _row(meeting, date, write, zone, now)
        (ahead if date.end_at > now else over).append(row)
    return ahead, over


def _row(meeting: Meeting, date: Occurrence, write: VendorWrite | None, zone: ZoneInfo, now: datetime) -> DateRow:
    start, today = date.start_at.astimezone(zone), now.astimezone(zone).date()
    is_moved = date.start_at != date.original_start_at and not date.is_cancelled
    state = schedule.state_of_occurrence(
        meeting_state=meeting.state,
        is_booked=bool(meeting.vendor_conference_id),
        is_cancelled=date.is_cancelled,
        is_current=date.start_at == meeting.start_at,
        end_at=date.end_at,
        now=now,
    )
    is_about = write is not None and write.occurrence_id == date.pk
    return DateRow(
        id=date.pk,
        day=format_datetime.day(start.date(), today=today),
        span=format_datetime.span(date.start_at, date.end_at, zone=zone),
        was=format_datetime.moment(date.original_start_at, zone=zone, now=now) if is_moved else "",
        badges=badges(
            state=state, kind=write.kind if write and is_about else "", write=write.state if write and is_about else ""
        ),
        is_next=date.start_at == meeting.start_at and state in {Meeting.State.BOOKED, Meeting.State.RUNNING},
        is_off=date.is_cancelled,
        is_changeable=state == Meeting.State.BOOKED and date.start_at > now,
    )
