"""Moments and days by the clock of a zone, which skips an hour in some nights and shows one twice in others."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from meetings.recurrence.problems import RuleProblem


def read_zone(name: str) -> ZoneInfo:
    """Return the zone of an IANA name. Raises RuleProblem."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: the name of a folder
        raise RuleProblem("zone_unknown", "zone", zone=str(name)[:60]) from error


def read_first(first: datetime, zone: ZoneInfo) -> datetime:
    """Return ``first`` by the clock of ``zone``. Raises RuleProblem where it is no moment, or might be two.

    One of an hour that comes twice is unmistakable in UTC, and stays which it is.
    """
    if first.tzinfo is None or first.utcoffset() is None:
        raise RuleProblem("first_naive", "first")
    if first.utcoffset() != first.replace(fold=1 - first.fold).utcoffset():
        there = first.replace(fold=0).astimezone(UTC).astimezone(first.tzinfo)
        if there.replace(tzinfo=None) != first.replace(tzinfo=None):
            raise RuleProblem("start_skipped", "first", typed=first, works=there)
        one, other = (first.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
        raise RuleProblem("start_twice", "first", typed=first, works=one, other=other)
    return first.astimezone(zone)


def settle(at: datetime, folded: time) -> datetime:
    """Return the moment that is meant by a time of a zone: one that is skipped as long after midnight as it would be.

    ``folded`` is the same time of day in the same zone with ``fold=1``, made once: that is a third of the work.
    """
    if datetime.combine(at, folded).utcoffset() != at.utcoffset():
        return at.astimezone(UTC).astimezone(at.tzinfo)
    return at


def read_day(written: date | datetime, zone: ZoneInfo) -> date:
    """Return the day of ``zone`` that is meant, by a day or an aware moment. Raises RuleProblem."""
    if isinstance(written, datetime):
        if written.tzinfo is None:
            raise RuleProblem("date_unreadable", "skip")
        return written.astimezone(zone).date()
    if isinstance(written, date):
        return written
    raise RuleProblem("date_unreadable", "skip")


def read_moment(written: date | datetime, first: datetime) -> datetime:
    """Return the start that is meant, by an aware moment, or by a day at the time of ``first``. Raises RuleProblem."""
    zone = first.tzinfo
    assert isinstance(zone, ZoneInfo)
    if isinstance(written, datetime):
        if written.tzinfo is None:
            raise RuleProblem("date_unreadable", "extra")
        return written.astimezone(zone)
    if isinstance(written, date):
        return settle(datetime.combine(written, first.time(), zone), first.replace(fold=1).timetz())
    raise RuleProblem("date_unreadable", "extra")
