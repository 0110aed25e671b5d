"""A history read window by window: what is new first, then backwards what the vendor still keeps."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import structlog

from accounts.errors import AccountError
from history.models import SyncGap
from history.services import cursors, people_back
from history.services.cursors import Reading
from history.services.people_back import ReadPerson
from hwmeeting import HwMeetingError, NoAnswer, SignInRequired, TooManyRequests, Unreachable

_log = structlog.get_logger("history.windows")

WINDOW = timedelta(days=7)
# Further back they are longer where little was held, so that a year in which nothing was costs a few calls; and
# shorter where much was, since what is killed begins its window again.
_SHORTEST, _LONGEST = timedelta(days=1), timedelta(days=112)
_FEW, _MANY = 2_000, 20_000
# So many windows in a row that can't be read are no matter of these windows.
_MOST_GAPS_AT_ONCE = 3
_AWAY = (Unreachable, NoAnswer, TooManyRequests, SignInRequired)
# Reads all that began between two times and stores it; returns how much there was. The flag asks each person where
# nobody may read for all.
ReadSpan = Callable[[datetime, datetime, bool], int]


def read(reading: Reading, read_span: ReadSpan, read_person: ReadPerson, *, since: datetime | None = None) -> bool:
    """Read what is new, what was left out, and further back; return whether nothing is left.

    ``since`` is from when at the latest it is read anew. ``read_person`` reads what is one person's alone. A killed
    process has lost nothing: a window counts once all of it is stored, and what is stored again changes nothing. Once
    somebody may read for all, it goes back anew.
    Raises HwMeetingError, AccountError and LeaseLost.
    """
    _read_new(reading, read_span, since)
    reading.begin_anew()
    if not reading.cursor.is_whole:
        people_back.include(reading)
    _fill_gaps(reading, read_span)
    if not _read_back(reading, read_span):
        return False
    floor = _kept(reading.cursor.floor_at, reading)
    return reading.cursor.is_whole or people_back.read(reading, read_person, floor=floor)


def _read_new(reading: Reading, read_span: ReadSpan, since: datetime | None) -> None:
    again = reading.cursor.read_until - cursors.OVERLAP
    for start, end in _spans(_kept(min(again, since or again), reading), reading.begun_at):
        read_span(start, end, False)
        reading.hold(read_until=max(end, reading.cursor.read_until))


def _kept(since: datetime, reading: Reading) -> datetime:
    """Return from when on it is read: what the tenant keeps no longer would only be left out again."""
    return max(since, reading.edge) if reading.edge else since


def _spans(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    start = since
    while start < until:
        end = min(start + WINDOW, until)
        yield start, end
        start = end


def _fill_gaps(reading: Reading, read_span: ReadSpan) -> None:
    tenant, kind, now = reading.tenant, reading.cursor.kind, reading.now()
    for gap in SyncGap.objects.filter(tenant=tenant, kind=kind, next_at__lte=now).order_by("-since"):
        since = _kept(gap.since, reading)
        try:
            if since < gap.until:
                read_span(since, gap.until, True)
        except _AWAY:
            raise
        except HwMeetingError as error:
            cursors.put_off(gap, error, reading.now())
        else:
            SyncGap.objects.filter(pk=gap.pk).delete()
        reading.hold()


def _read_back(reading: Reading, read_span: ReadSpan) -> bool:
    cursor, gaps, window = reading.cursor, 0, WINDOW
    floor = _kept(cursor.floor_at, reading)
    while cursor.read_since > floor:
        if reading.is_spent:
            return False
        since, until = max(cursor.read_since - window, floor), cursor.read_since
        try:
            amount = read_span(since, until, True)
        except (*_AWAY, AccountError):
            raise
        except HwMeetingError as error:
            gaps += 1
            if gaps > _MOST_GAPS_AT_ONCE:
                raise
            _log.warning("a span of the history can't be read", tenant=reading.tenant.pk, error=repr(error))
            cursors.leave_gap(reading, since, until, error)
            window = WINDOW
        else:
            gaps, window = 0, _next_window(window, amount)
            reading.hold(read_since=since)
    return True


def _next_window(window: timedelta, amount: int) -> timedelta:
    if amount < _FEW:
        return min(window * 2, _LONGEST)
    return max(window / 2, _SHORTEST) if amount > _MANY else window
