"""The past of people who were linked after the first reading had begun, where nobody may read for all."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import structlog

from accounts.errors import AccountError
from accounts.models import User
from history.models import PersonalReading
from history.services.cursors import Reading
from history.vendor import readers
from hwmeeting import Refused

_log = structlog.get_logger("history.people_back")

# A person's own history is short: a year costs four calls.
_WINDOW = timedelta(days=112)
# Reads all of one person's that began between two times, and stores it.
ReadPerson = Callable[[datetime, datetime, User], int]


def include(reading: Reading) -> None:
    """Note who is linked by now. Whom the first reading has still before it, it reads with all others."""
    cursor = reading.cursor
    read_since = cursor.begun_at if cursor.read_since < cursor.begun_at else cursor.floor_at
    known = PersonalReading.objects.filter(cursor=cursor).values("person")
    new = readers.linked(reading.tenant).exclude(pk__in=known).values_list("pk", flat=True)
    PersonalReading.objects.bulk_create(
        (PersonalReading(cursor=cursor, person_id=pk, read_since=read_since) for pk in new), ignore_conflicts=True
    )


def read(reading: Reading, read_person: ReadPerson, *, floor: datetime) -> bool:
    """Read each of them back to ``floor``; return whether nothing is left for now.

    What is refused for one of them is tried again with the next reading. Raises HwMeetingError, AccountError and
    LeaseLost.
    """
    linked = readers.linked(reading.tenant)
    waiting = PersonalReading.objects.filter(cursor=reading.cursor, read_since__gt=floor, person__in=linked)
    for row in waiting.select_related("person").order_by("pk"):
        if reading.is_spent:
            return False
        try:
            for since, until in _spans(row.read_since, floor):
                read_person(since, until, row.person)
                PersonalReading.objects.filter(pk=row.pk).update(read_since=since)
                reading.hold()
        except (Refused, AccountError) as error:
            _log.warning("a person's history can't be read", person=row.person_id, error=repr(error))
    return True


def _spans(until: datetime, floor: datetime) -> Iterator[tuple[datetime, datetime]]:
    while until > floor:
        since = max(until - _WINDOW, floor)
        yield since, until
        until = since
