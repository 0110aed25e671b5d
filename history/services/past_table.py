"""The list of past meetings as a table for spreadsheets."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from accounts import csv_file, xlsx_file
from accounts.models import User
from history.models import EndedSession, Kind, SyncCursor
from history.queries import past
from history.queries.narrowing import Filters
from history.queries.past import Found
from history.queries.tags import tags_of
from meetings.models import Meeting

# A file that somebody waits for; whoever wants more narrows the days.
MOST = 5000
_SOME = 500
_NOT_HELD = {Meeting.State.CANCELLED, Meeting.State.REFUSED, Meeting.State.REQUESTED}
COLUMNS = (
    "start_at",
    "end_at",
    "subject",
    "meeting_id",
    "organiser",
    "state",
    "invited",
    "came_of_invited",
    "came",
    "names_unclear",
    "minutes_on_average",
    "sessions",
    "recorded_minutes",
    "tags",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list is to be a file: that of ``by``, or with ``is_everybody`` that of the tenant they administer."""

    by: User
    filters: Filters
    is_everybody: bool
    now: datetime

    def page(self, before: past.Place | None) -> list[Found]:
        values: dict[str, Any] = {"person": self.by, "filters": self.filters, "before": before, "limit": _SOME}
        return past.of_the_tenant(**values) if self.is_everybody else past.own(**values, now=self.now)


def as_csv(asked: Asked) -> str:
    """Return a CSV file, the latest first, with the mark by which spreadsheets know UTF-8."""
    return "\ufeff" + "".join(csv_file.line(row) for row in _rows(asked))


def as_xlsx(asked: Asked) -> bytes:
    """Return the same as an XLSX file."""
    return xlsx_file.write(_rows(asked), title="meetings")


def _rows(asked: Asked) -> Iterator[tuple[object, ...]]:
    yield COLUMNS
    cursor = SyncCursor.objects.filter(tenant=asked.by.tenant_id, kind=Kind.SESSIONS).first()
    read_until = cursor.read_until if cursor else None
    before = None
    for _part in range(MOST // _SOME):
        found = asked.page(before)
        tags = tags_of(row.meeting_id for row in found if row.meeting_id)
        for row in found:
            yield _cells(row, asked.by.zone, read_until, tags.get(row.meeting_id, []) if row.meeting_id else [])
        if len(found) < _SOME:
            return
        before = found[-1].place


def _cells(row: Found, zone: ZoneInfo, read_until: datetime | None, tags: list[str]) -> tuple[object, ...]:
    session = row.session if row.session and row.session.is_visible else None
    told = session or row.meeting
    assert told is not None
    state = _state(row, read_until)
    is_counted = session is not None and session.details == EndedSession.Details.READ and state not in _NOT_HELD
    numbers: tuple[object, ...] = ("",) * 6
    if is_counted and session:
        invited = (session.invited, session.came) if session.meeting_id else ("", "")
        numbers = (*invited, session.attended, session.unsure, session.minutes_on_average, row.session_count)
    return (
        told.start_at.astimezone(zone).isoformat(),
        told.end_at.astimezone(zone).isoformat(),
        told.subject,
        told.number,
        told.organiser_name,
        state,
        *numbers,
        round(session.recorded.seconds / 60) if session and session.recorded else "",
        ", ".join(tags),
    )


def _state(row: Found, read_until: datetime | None) -> str:
    """Return what became of it: held, nobody_came, how far its details were read, or why it was not held."""
    meeting, session = row.meeting, row.session
    if meeting and meeting.state in _NOT_HELD:
        return meeting.state
    if session is None:
        assert meeting is not None
        is_known = read_until is not None and read_until > meeting.end_at
        return "nobody_came" if is_known else EndedSession.Details.WAITING.value
    if session.details != EndedSession.Details.READ:
        return session.details
    if not session.is_visible:
        return "held"
    return "held" if session.attended else "nobody_came"
