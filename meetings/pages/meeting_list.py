"""The list of coming meetings, a page of it."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from l10n import zones
from meetings.pages.list_rows import Reading, TableRow, table_rows
from meetings.queries import lists

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class MeetingList:
    """A page of a list. ``earlier_page`` and ``later_page`` are numbers of pages, 0 where there is none."""

    rows: tuple[TableRow, ...]
    total: str
    first: int
    last: int
    earlier_page: int
    later_page: int
    zone_city: str
    zone_offset: str


def build_meeting_list(person: User, now: datetime, *, number: int) -> MeetingList:
    """Return the page of that number, the first of which is 1."""
    offset = (number - 1) * PER_PAGE
    # One row more than is shown tells whether there are more.
    found, total = lists.coming(person=person, now=now, limit=PER_PAGE + 1, offset=offset)
    has_more = len(found) > PER_PAGE
    found = found[:PER_PAGE]
    if not has_more:
        total = offset + len(found)
    return MeetingList(
        rows=table_rows(found, Reading(person, now)),
        total=f"{lists.COUNTED}+" if total > lists.COUNTED and has_more else str(total),
        first=offset + 1,
        last=offset + len(found),
        earlier_page=number - 1,
        later_page=number + 1 if has_more else 0,
        zone_city=zones.city(person.time_zone),
        zone_offset=zones.offset(person.time_zone, now),
    )
