"""Reads a day and a time the way people type them, in English and Chinese, whatever the page's language.

Nothing is guessed that could mean two days: ``5/19`` is read, ``5/6`` only where the language has one order. Times are
24-hour unless the text says otherwise. Pure: ``now`` comes in, in the zone that the text is about.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from l10n.datetime_words import MONTH, MONTHS, WEEKDAY, WEEKDAYS, plain

# A day without a year that lies this close behind us was meant as it stands, not as next year's.
_RECENT = timedelta(days=60)
_HALF_A_DAY = 12 * 60
_NAMED_WEEKDAY = re.compile(rf"\b(next )?{WEEKDAY}")
_FILLER = re.compile(rf"\b(?:at|on|the|from|um|uhr|o'?clock|(?:next )?{WEEKDAY})|[,，。;()的在起@]")


class Unreadable(ValueError):
    """The text names no day or time that we know."""


class Skipped(ValueError):
    """The clocks jump over that time: from ``gap_start`` to ``gap_end``, local."""

    def __init__(self, gap_start: datetime, gap_end: datetime) -> None:
        super().__init__(f"{gap_start:%H:%M} to {gap_end:%H:%M}")
        self.gap_start = gap_start
        self.gap_end = gap_end


class Ambiguous(Unreadable):
    """The text names one of two days, ``days``: 12/5 is 12 May or 5 December; "Fri 5 Dec" is a Saturday."""

    def __init__(self, field: str, days: tuple[date, date]) -> None:
        super().__init__(field)
        self.days = days


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found. ``floats``: a weekday by name, which means the next one once today's is over.

    ``length_minutes`` is set by a span, "9:00-10:30".
    """

    day: date | None = None
    start: time | None = None
    floats: bool = False
    length_minutes: int | None = None


def read(day_text: str, start_text: str, *, now: datetime, month_first: bool | None = None) -> Reading:
    """Return both fields read together; "tomorrow 9" may stand in either, and outweighs what was filled in before.

    ``month_first`` says how 12/5 is read, None that it isn't. Raises Unreadable, with the field's name ("day" or
    "start") as its only argument.
    """
    in_day = _field("day", day_text, now, month_first)
    in_start = _field("start", start_text, now, month_first)
    found = in_start if in_start.day else in_day
    timed = in_start if in_day.start is None else in_day
    start = timed.start
    day = found.day
    if found.floats and day == now.date() and start is not None and start <= now.time():
        day = now.date() + timedelta(days=7)
    return Reading(day, start, found.floats, timed.length_minutes)


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


def _field(name: str, text: str, now: datetime, month_first: bool | None) -> Reading:
    words = plain(text)
    if not words:
        return Reading()
    if name == "day" and re.fullmatch(r"\d{1,2}", words):
        words += "日"
    if name == "day" and re.fullmatch(r"\d{1,2}-\d{1,2}(-20\d\d)?|\d{1,2}\.\d{1,2}", words):
        words = words.replace("-", "/").replace(".", "/")
    if match := _BY_SLASH.search(words):
        words = f"{words[: match.start()]} {_slash_day(name, match, now.date(), month_first)} {words[match.end() :]}"
    try:
        return _read_words(name, words, now)
    except Ambiguous:
        raise
    except ValueError as error:
        raise Unreadable(name) from error


def _read_words(field: str, words: str, now: datetime) -> Reading:
    """Read one text without anything left over. Raises ValueError otherwise, and for an impossible day."""
    words = _ISO_TIME.sub(" ", words)
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
    if day and (named := _NAMED_WEEKDAY.search(words)):
        by_name = _by_weekday(named, now.date() if named[1] else day - timedelta(days=3))
        if by_name != day:
            raise Ambiguous(field, (min(by_name, day), max(by_name, day)))
    words = " ".join(_FILLER.sub(" ", words).split()) if day else words
    start, length = _span(words) if words else (None, None)
    return Reading(day, start, floats, length)


def _span(words: str) -> tuple[time, int | None]:
    """Return the time, and of "9:00-10:30" how many minutes it lasts; one that ends before it starts ends next day.

    Where only one end names its half of the day, the other is the nearest. Raises ValueError also where the next day
    is far: by a clock of 24 hours "11-1" is 14 hours, and hardly meant.
    """
    first, _, last = (part.strip() for part in _TO.sub("\n", words.removeprefix("from "), count=1).partition("\n"))
    if not last:
        return _time(words), None
    starts, ends = [_time(first)], [_time(last)]
    if _names_part_of_day(first) and not _names_part_of_day(last):  # 9 am - 1, 下午2点到4点
        ends = _halves(ends[0])
    elif _names_part_of_day(last) and not _names_part_of_day(first):  # 11 - 1 pm
        starts = _halves(starts[0])
    minutes, start = min((_minutes_between(one, end), one) for one in starts for end in ends)
    if minutes > _HALF_A_DAY and _minutes(start) + minutes >= 2 * _HALF_A_DAY:
        raise ValueError(words)
    return start, minutes


def _names_part_of_day(words: str) -> bool:
    return bool(re.search(rf"(?:noon|{_PART_WORDS})\b", words))


def _halves(found: time) -> list[time]:
    """Return what 1 may be, 01:00 and 13:00; 13 is one hour only."""
    return [found, found.replace(hour=(found.hour + 12) % 24)] if found.hour <= 12 else [found]


def _minutes_between(start: time, end: time) -> int:
    return (_minutes(end) - _minutes(start)) % (2 * _HALF_A_DAY) or 2 * _HALF_A_DAY


def _minutes(found: time) -> int:
    return found.hour * 60 + found.minute


def _time(words: str) -> time:
    if words in {"noon", "midday"}:
        return time(12)
    match = _TIME.fullmatch(words)
    if not match:
        raise ValueError(words)
    before, hour, minute, after = match["before"], int(match["hour"]), int(match["minute"] or 0), match["after"]
    if before and after:
        raise ValueError(words)
    part = before or after
    if part and hour not in _HOURS[part]:
        raise ValueError(words)
    return time(_HOURS[part][hour] if part else hour, minute)


def _hours(*spans: tuple[int, int, int]) -> dict[int, int]:
    """Return the hours of 24 by the hour that is said: from the first to the second, so many later."""
    return {hour: hour + later for first, last, later in spans for hour in range(first, last + 1)}


# What isn't there could be either of two, or is mistyped ("3 in the evening", "13 in the morning"): it is asked back.
_HOURS = {
    "am": _hours((0, 11, 0), (12, 12, -12)),
    "pm": _hours((1, 11, 12), (12, 23, 0)),
    "smallhours": _hours((0, 6, 0), (12, 12, -12)),
    "morning": _hours((1, 11, 0)),
    "forenoon": _hours((1, 11, 0)),
    "midday": _hours((11, 12, 0), (1, 2, 12), (13, 14, 0)),
    "afternoon": _hours((1, 11, 12), (12, 23, 0)),
    "dusk": _hours((4, 8, 12), (16, 20, 0)),
    "evening": _hours((5, 11, 12), (17, 23, 0)),
    "night": _hours((1, 4, 0), (8, 11, 12), (20, 23, 0)),
}
_PART_WORDS = "|".join(_HOURS)
_TO = re.compile(r" ?(?:[-–—~]|到|至|\b(?:to|till|until|bis)\b) ?")
_TIME = re.compile(
    rf"(?P<before>{_PART_WORDS})? ?(?P<hour>\d{{1,2}})(?:[:.h]?(?P<minute>\d{{2}}))?"
    rf" ?(?:h|uhr|o'?clock)? ?(?P<after>{_PART_WORDS})?"
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


def _slash_day(field: str, match: re.Match[str], today: date, month_first: bool | None) -> str:
    """Return the day of 5/19 with its year first. Raises Ambiguous for 12/5, unless it is said how that is read."""
    first, second = int(match[1]), int(match[2])
    try:
        if first > 12 or second > 12 or first == second:
            return f"{_dated(min(first, second), max(first, second), match[3], today)}"
        days = _dated(second, first, match[3], today), _dated(first, second, match[3], today)
    except ValueError as error:
        raise Unreadable(field) from error
    if month_first is None:
        raise Ambiguous(field, days)
    return str(days[month_first])


def _dated(month: int, day: int, year: str | None, today: date) -> date:
    return date(int(year), month, day) if year else _near(month, day, today)


def _by_day_of_month(match: re.Match[str], today: date) -> date:
    wanted = int(match[1])
    day = today
    for _ in range(62):
        if day.day == wanted:
            return day
        day += timedelta(days=1)
    raise ValueError(match[0])


def _by_day_of_next_month(match: re.Match[str], today: date) -> date:
    first = (today.replace(day=1) + timedelta(days=31)).replace(day=1)
    return first.replace(day=int(match[1]))


def _by_year_from_here(match: re.Match[str], today: date) -> date:
    return date(today.year + (match[1] == "明"), int(match[2]), int(match[3]))


def _by_weekday(match: re.Match[str], today: date) -> date:
    wanted = WEEKDAYS.index(match[2])
    if match[1]:
        return today + timedelta(days=7 - today.weekday() + wanted)
    return today + timedelta(days=(wanted - today.weekday()) % 7)


def _ahead(days: int) -> Callable[[re.Match[str], date], date]:
    return lambda match, today: today + timedelta(days=days)


def _in_days(match: re.Match[str], today: date) -> date:
    return today + timedelta(days=int(match[1]) * (7 if match[2].startswith("w") else 1))


# Of a year of two figures nobody knows where it stands.
_BY_SLASH = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/(20\d\d))?\b(?!/)")
_ISO_TIME = re.compile(r"(?<=-\d\d)t(?=\d\d:\d\d$)")
_NAMED_MONTH = MONTH.replace("(jan", "(?P<m>jan", 1)
_DAYS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (r"(?P<y>20\d\d) ?[-/.年] ?(?P<m>\d{1,2}) ?[-/.月] ?(?P<d>\d{1,2})(?:\b|(?=[日号]))[日号]?", _by_parts),
        (r"\b(?P<y>20\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)\b", _by_parts),
        (r"(?P<d>\b\d{1,2})\. ?(?P<m>\d{1,2})\. ?(?P<y>20\d\d)?", _by_parts),
        (r"([今明])年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?", _by_year_from_here),
        (r"(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号]?", _by_parts),
        (rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?[ -](?:of )?{_NAMED_MONTH}\b,?(?:[ -](?P<y>20\d\d)\b)?", _by_parts),
        (rf"\b{_NAMED_MONTH}[ -](?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?![:.]\d)(?:,? (?P<y>20\d\d)\b)?", _by_parts),
        (r"\bday after tomorrow\b", _ahead(2)),
        (r"\b(?:tomorrow|tmrw?)\b", _ahead(1)),
        (r"\btoday\b", _ahead(0)),
        (r"\bin (\d{1,3}) ?(days?|weeks?)\b", _in_days),
        (r"下个?月 ?(\d{1,2}) ?[日号]", _by_day_of_next_month),
        (r"(\d{1,2}) ?[日号]", _by_day_of_month),
        (r"\b(\d{1,2})(?:st|nd|rd|th)\b", _by_day_of_month),
        (rf"\b(next )?{WEEKDAY}", _by_weekday),
    )
)
