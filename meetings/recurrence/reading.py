"""From the text of an RRULE (RFC 5545 3.3.10) to a pattern and its end, or to what would work."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from meetings.recurrence.pattern import Pattern
from meetings.recurrence.pattern_reading import read_pattern
from meetings.recurrence.problems import RuleProblem

MOST = 500  # occurrences of any rule; the portal's own limit is lower
_PARTS = ("FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "WKST")
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Reading:
    """A pattern with what ends it: ``count`` times, or ``until``, naive by the clock of its zone, or nothing."""

    pattern: Pattern
    count: int | None
    until: datetime | None

    def last_day(self, first: datetime) -> date | None:
        """Return the last day on which it may be held at the time of day of ``first``."""
        if self.until is None:
            return None
        return self.until.date() - timedelta(days=int(self.until.time() < first.time()))


def read_rrule(text: str, *, first: datetime, zone: ZoneInfo) -> Reading:
    """Return what ``text`` says of a series that begins at ``first``, naive by the clock of ``zone``.

    What it leaves out is as ``first`` is. Raises RuleProblem.
    """
    parts = _split(text)
    if "UNTIL" in parts and "COUNT" in parts:
        raise RuleProblem("two_ends", "until")
    count = _read_count(parts["COUNT"]) if "COUNT" in parts else None
    until = _read_until(parts["UNTIL"], first, zone) if "UNTIL" in parts else None
    return Reading(read_pattern(parts, first), count, until)


def _split(text: str) -> Mapping[str, str]:
    written = text.strip().upper().removeprefix("RRULE:").rstrip(";")
    found: dict[str, str] = {}
    for part in written.split(";"):
        name, sign, value = (piece.strip() for piece in part.partition("="))
        if not sign or not value:
            raise RuleProblem("unreadable", "rrule", typed=text.strip()[:60])
        if name not in _PARTS:
            raise RuleProblem("part_unknown", "rrule", part=name[:20])
        if name in found:
            raise RuleProblem("part_twice", "rrule", part=name)
        found[name] = value
    return found


def _read_count(written: str) -> int:
    if not re.fullmatch(r"\d{1,9}", written, re.ASCII) or int(written) < 1:
        raise RuleProblem("number_unreadable", "count", part="COUNT", most=MOST)
    return int(written)


def _read_until(written: str, first: datetime, zone: ZoneInfo) -> datetime:
    """Return the last moment by the clock of ``zone``; a day alone is meant whole. Raises RuleProblem."""
    try:
        at, is_utc = _parse_until(written)
    except ValueError as error:
        raise RuleProblem("until_unreadable", "until", typed=written[:30]) from error
    if is_utc:
        at = at.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)
    if at < first:
        raise RuleProblem("ends_before_start", "until", works=first.date())
    return at


def _parse_until(written: str) -> tuple[datetime, bool]:
    found = _UNTIL.fullmatch(written)
    if found is None:
        raise ValueError(written)
    day, clock, utc = found.groups()
    at = datetime.strptime(day + (clock or "000000"), "%Y%m%d%H%M%S")  # noqa: DTZ007 - by the clock of the zone
    if not 1900 <= at.year <= 9000:  # beyond it no zone can be reckoned
        raise ValueError(written)
    return (at if clock else datetime.combine(at, time.max)), bool(utc)
