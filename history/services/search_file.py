"""What a search has found as a file: a table for spreadsheets, or entries for calendars. Both are bounded."""

from collections.abc import Iterator
from datetime import datetime

from accounts import csv_file
from accounts.models import User
from meetings.models import Meeting
from meetings.queries.lists import EntryRow
from meetings.queries.search import Place, Search, Wanted
from meetings.services import calendar_files

# A file that somebody waits for; whoever wants more narrows the days.
MOST = 5000
_SOME = 500
_STANDING = (Meeting.State.BOOKED, Meeting.State.RUNNING, Meeting.State.ENDED)
COLUMNS = ("start_at", "end_at", "subject", "meeting_id", "organiser", "state", "invited")


def as_csv(*, person: User, wanted: Wanted, now: datetime) -> str:
    """Return a CSV file, what is coming first, with the mark by which spreadsheets know UTF-8."""
    lines = [csv_file.line(COLUMNS)]
    lines += [csv_file.line(_cells(row, person)) for row in _rows(Search(person=person, wanted=wanted, now=now))]
    return "\ufeff" + "".join(lines)


def as_ics(*, person: User, wanted: Wanted, now: datetime) -> bytes:
    """Return a calendar of what was found and stands: a series whole, whichever of its occurrences was found."""
    rows = _rows(Search(person=person, wanted=wanted._replace(with_cancelled=False), now=now))
    found = dict.fromkeys(row.meeting.id for row in rows if row.meeting.state in _STANDING)
    return calendar_files.write(person=person, meeting_ids=found, now=now)


def _rows(search: Search) -> Iterator[EntryRow]:
    """Yield what is coming, then what is past, as the page has it: MOST rows at most."""
    left, place = MOST, None
    while left and (rows := search.rows(search.coming(limit=min(_SOME, left), after=place))):
        yield from rows
        left, place = left - len(rows), _place_of(rows[-1])
    place = None
    while left and (rows := search.rows(search.past(limit=min(_SOME, left), before=place))):
        yield from rows
        left, place = left - len(rows), _place_of(rows[-1])


def _place_of(row: EntryRow) -> Place:
    return row.meeting.start_at, row.key


def _cells(row: EntryRow, person: User) -> tuple[object, ...]:
    meeting = row.meeting
    return (
        meeting.start_at.astimezone(person.zone).isoformat(),
        meeting.end_at.astimezone(person.zone).isoformat(),
        meeting.subject,
        meeting.number,
        meeting.organiser_name,
        meeting.state,
        meeting.invitee_count,
    )
