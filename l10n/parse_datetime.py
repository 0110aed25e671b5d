"""Reads a day and a time the way people type them, in English and Chinese, whatever the page's language.

Nothing is guessed that could mean two days: ``5/6`` is not read, ``5/19`` is. Times are 24-hour unless
the text says otherwise. Pure: ``now`` comes in, in the zone that the text is about.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from l10n.datetime_words import MONTH, MONTHS, WEEKDAY, WEEKDAYS, plain

# A day without a year that lies this close behind us was meant as it stands, not as next year's.
_RECENT = timedelta(days=60)
_FILLER = re.compile(rf"\b(?:at|on|the|from|um|uhr|o'?clock|{WEEKDAY})|[,，。;()的在起@]")


class Unreadable(ValueError):
    """The text names no day or time that we know."""


class Skipped(ValueError):
    """The clocks jump over that time: from ``gap_start`` to ``gap_end``, local."""

    def __init__(self, gap_start: datetime, gap_end: datetime) -> None:
        super().__init__(f"{gap_start:%H:%M} to {gap_end:%H:%M}")
        self.gap_start = gap_start
        self.gap_end = gap_end


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found. ``floats``: a weekday by name, which means the next one once today's is over."""

    day: date | None = None
    start: time | None = None
    floats: bool = False


def read(day_text: str, start_text: str, *, now: datetime) -> Reading:
    """Return both fields read together; "tomorrow 9" may stand in either, and outweighs what was filled in before.

    Raises Unreadable, with the field's name ("day" or "start") as its only argument.
    """
    in_day = _field("day", day_text, now)
    in_start = _field("start", start_text, now)
    found = in_start if in_start.day else in_day
    start = in_day.start or in_start.start if in_day.start is None else in_day.start
    day = found.day
    if found.floats and day == now.date() and start is not None and start <= now.time():
        day = now.date() + timedelta(days=7)
    return Reading(day, start, found.floats)


def place(day: date, start: time, *, zone: ZoneInfo) -> datetime:
    """Return that wall time in ``zone``, aware; of two (clocks going back) the first. Raises Skipped."""
    local = datetime.combine(day, start, tzinfo=zone)
    if _exists(local):
        return local
    minute = timedelta(minutes=1)
    first = last = local
    while not _exists(first - minute):
        first -= minute
    while not _exists(last):
        last += minute
    raise Skipped(first, last)


def is_twice(local: datetime) -> bool:
    """Return whether that wall time comes twice that night."""
    return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset() and _exists(local)


def next_start(now: datetime) -> datetime:
    """Return the next full or half hour after ``now``, in its zone."""
    clear = now.replace(minute=0, second=0, microsecond=0)
    return clear + timedelta(minutes=30 if now.minute < 30 else 60)


def _exists(local: datetime) -> bool:
    there_and_back = local.astimezone(ZoneInfo("UTC")).astimezone(local.tzinfo)
    return there_and_back.replace(tzinfo=None, fold=0) == local.replace(tzinfo=None, fold=0)


def _field(name: str, text: str, now: datetime) -> Reading:
    words = plain(text)
    if not words:
        return Reading()
    if name == "day" and re.fullmatch(r"\d{1,2}", words):
        words += "日"
    try:
        return _read_words(words, now)
    except ValueError as error:
        raise Unreadable(name) from error


def _read_words(words: str, now: datetime) -> Reading:
    """Read one text without anything left over. Raises ValueError otherwise, and for an impossible day."""
    if relative := re.fullmatch(r"in (\d{1,4}) ?(h|hours?|m|mins?|minutes?)", words):
        unit = "hours" if relative[2].startswith("h") else "minutes"
        # By the sun: on the wall an hour may be missing, or come twice.
        soon = (now.astimezone(UTC) + timedelta(**{unit: int(relative[1])})).astimezone(now.tzinfo)
        return Reading(soon.date(), soon.time().replace(second=0, microsecond=0, tzinfo=None))
    day, floats = None, False
    for pattern, reader in _DAYS:
        if match := pattern.search(words):
            day = reader(match, now.date())
            floats = reader is _by_weekday and not match[1]
            words = f"{words[: match.start()]} {words[match.end() :]}"
            break
    words = " ".join(_FILLER.sub(" ", words).split()) if day else words
    start = _time(words) if words else None
    return Reading(day, start, floats)


def _time(words: str) -> time:
    if words in {"noon", "midday"}:
        return time(12)
    match = _TIME.fullmatch(words)
    if not match:
        raise ValueError(words)
    before, hour, minute, after = match["before"], int(match["hour"]), int(match["minute"] or 0), match["after"]
    part = before or after
    return time(_hour(hour, part) if part else hour, minute)


def _hour(hour: int, part: str) -> int:
    """Return the hour of 24; "12 in the evening" could be either midnight, so it is not read."""
    if part == "evening" and (hour < 5 or hour == 12):
        raise ValueError(part)
    if part == "midday" and hour in {11, 12}:
        return hour
    if part == "am":
        return 0 if hour == 12 else hour
    return hour + 12 if hour < 12 else hour


_TIME = re.compile(
    r"(?P<before>am|pm|midday|evening)? ?(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d{2}))?"
    r" ?(?:h|uhr|o'?clock)? ?(?P<after>am|pm)?"
)


def _near(month: int, day: int, today: date) -> date:
    """Return that day in the year that is meant when none is named."""
    try:
        found = date(today.year, month, day)
    except ValueError:
        if (month, day) != (2, 29):
            raise
        return next(date(year, 2, 29) for year in range(today.year, today.year + 9) if year % 4 == 0)
    return date(today.year + 1, month, day) if found < today - _RECENT else found


def _by_parts(match: re.Match[str], today: date) -> date:
    parts = match.groupdict()
    month = int(parts["m"]) if parts["m"].isdigit() else MONTHS.index(parts["m"]) + 1
    day = int(parts["d"])
    return date(int(parts["y"]), month, day) if parts.get("y") else _near(month, day, today)


def _by_slash(match: re.Match[str], today: date) -> date:
    first, second = int(match[1]), int(match[2])
    if first <= 12 and second <= 12 and first != second:
        raise ValueError(match[0])
    day, month = max(first, second), min(first, second)
    return date(int(match[3]), month, day) if match[3] else _near(month, day, today)


def _by_day_of_month(match: re.Match[str], today: date) -> date:
    wanted = int(match[1])
    day = today
    for _ in range(62):
        if day.day == wanted:
            return day
        day += timedelta(days=1)
    raise ValueError(match[0])


def _by_weekday(match: re.Match[str], today: date) -> date:
    wanted = WEEKDAYS.index(match[2])
    if match[1]:
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _ahead(days: int) -> Callable[[re.Match[str], date], date]:
    return lambda match, today: today + timedelta(days=days)


def _in_days(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=int(match[1]) * (7 if match[2].startswith("w") else 1))


_NAMED_MONTH = MONTH.replace("(jan", "(?P<m>jan", 1)
_DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?P<y>20\d\d) ?[-/.年] ?(?P<m>\d{1,2}) ?[-/.月] ?(?P<d>\d{1,2})(?:\b|(?=[日号]))[日号]?", _by_parts),
        (r"\b(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)\b", _by_parts),
        (r"(?P<d>\b\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>20\d\d)?", _by_parts),
        (r"\b(\d{1,2})/(\d{1,2})(?:/(20\d\d))?\b", _by_slash),
        (r"(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号]?", _by_parts),
        (rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?{_NAMED_MONTH}\b,?(?: (?P<y>20\d\d)\b)?", _by_parts),
        (rf"\b{_NAMED_MONTH} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)(?:,? (?P<y>20\d\d)\b)?", _by_parts),
        (r"\bday after tomorrow\b", _ahead(2)),
        (r"\b(?:tomorrow|tmrw?)\b", _ahead(1)),
        (r"\btoday\b", _ahead(0)),
        (r"\bin (\d{1,3}) ?(days?|weeks?)\b", _in_days),
        (r"(\d{1,2}) ?[日号]", _by_day_of_month),
        (rf"\b(next )?{WEEKDAY}", _by_weekday),
    )
)
