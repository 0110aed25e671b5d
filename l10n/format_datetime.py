"""Dates and times as the pages and mails write them, in the reader's zone and language; spaces and lists too.

A date never stands without its weekday, a time is of 24 hours, the year appears only when it is not
the present one.
"""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from l10n import calendar_words, zones
from l10n.calendar_words import MONTHS_EN, WEEKDAYS_EN, WEEKDAYS_ZH

_BESIDE_HAN = re.compile(
    r"(?<=[A-Za-z\u00c0-\u024f])(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff])(?=[A-Za-z\u00c0-\u024f])"
)


def current_language() -> str:
    """Return the language in use, "" where translations are off."""
    return get_language() or ""


def is_chinese(language: str | None = None) -> bool:
    """Return whether ``language`` (default: the one in use) is Chinese."""
    return calendar_words.is_chinese(language or current_language())


def clock(moment: datetime, *, zone: ZoneInfo) -> str:
    """Return "15:00"."""
    return f"{moment.astimezone(zone):%H:%M}"


def span(start: datetime, end: datetime, *, zone: ZoneInfo) -> str:
    """Return "15:00–15:45"; each with its offset where the clock changes meanwhile: "01:30 (UTC-4)–01:00 (UTC-5)"."""
    return f"{clock(start, zone=zone)}{_offset(start, start, end, zone)}–{_end(start, end, zone)}"


def day(moment: date, *, today: date, language: str | None = None) -> str:
    """Return "Tue 19 May", "5月19日 周二"; with the year when it is another one."""
    return calendar_words.day(moment, language or current_language(), without_year=today.year)


def day_typed(moment: date, *, language: str | None = None) -> str:
    """Return a day as a form shows it, always with its year: a form that stays open overnight still means that day."""
    return day(moment, today=date.min, language=language)


def day_title(moment: date, *, today: date, language: str | None = None) -> str:
    """Return "Thursday 14 May", "5月14日 星期四": for titles and headings."""
    if is_chinese(language):
        year = "" if moment.year == today.year else f"{moment.year}年"
        return f"{year}{moment.month}月{moment.day}日 星期{WEEKDAYS_ZH[moment.weekday()]}"
    year = "" if moment.year == today.year else f" {moment.year}"
    return f"{WEEKDAYS_EN[moment.weekday()]} {moment.day} {MONTHS_EN[moment.month - 1]}{year}"


def moment(at: datetime, *, zone: ZoneInfo, now: datetime, language: str | None = None) -> str:
    """Return "Tue 19 May, 15:00", "5月19日 周二 15:00"."""
    local = at.astimezone(zone)
    written = day(local.date(), today=now.astimezone(zone).date(), language=language)
    return f"{written}{between(language)}{local:%H:%M}"


def when(start: datetime, end: datetime, *, zone: ZoneInfo, now: datetime, language: str | None = None) -> str:
    """Return "Tue 19 May, 15:00–15:45"; an end on another day is written out."""
    first = moment(start, zone=zone, now=now, language=language) + _offset(start, start, end, zone, language)
    if start.astimezone(zone).date() == end.astimezone(zone).date():
        return f"{first}–{_end(start, end, zone, language)}"
    last = moment(end, zone=zone, now=now, language=language)
    return f"{first} – {last}{_offset(end, start, end, zone, language)}"


def _end(start: datetime, end: datetime, zone: ZoneInfo, language: str | None = None) -> str:
    return clock(end, zone=zone) + _offset(end, start, end, zone, language)


def _offset(at: datetime, start: datetime, end: datetime, zone: ZoneInfo, language: str | None = None) -> str:
    """Return " (UTC-4)", as it is at ``at``, where the clock changes between start and end; else ""."""
    if not zones.changes_between(zone.key, start, end):
        return ""
    written = zones.offset(zone.key, at)
    return f"（{written}）" if is_chinese(language) else f" ({written})"


def weekday(number: int, *, language: str | None = None) -> str:
    """Return "Monday", "周一"; 0 is Sunday."""
    return calendar_words.weekday(number, language or current_language())


def weekday_short(number: int, *, language: str | None = None) -> str:
    """Return "Mo", "一"; 0 is Sunday."""
    index = (number - 1) % 7
    return WEEKDAYS_ZH[index] if is_chinese(language) else WEEKDAYS_EN[index][:2]


def day_of_month(number: int, *, language: str | None = None) -> str:
    """Return "3rd", "3日"."""
    return calendar_words.day_of_month(number, language or current_language())


def tile(moment: date, *, language: str | None = None) -> tuple[str, str, str]:
    """Return the three lines of a date tile: month, day, weekday."""
    if is_chinese(language):
        return f"{moment.month}月", str(moment.day), f"周{WEEKDAYS_ZH[moment.weekday()]}"
    return MONTHS_EN[moment.month - 1][:3].upper(), str(moment.day), WEEKDAYS_EN[moment.weekday()][:3]


def between(language: str | None = None) -> str:
    """Return what stands between a day and a time."""
    return " " if is_chinese(language) else ", "


def names(found: list[str]) -> str:
    """Return several names or addresses in a row."""
    return ("、" if is_chinese() else ", ").join(found)


def sentences(*parts: str) -> str:
    """Return whole sentences one after the other, empty ones left out."""
    return gap().join(part for part in parts if part)


def gap() -> str:
    """Return what stands between two sentences: Chinese has its space in the mark."""
    return "" if is_chinese() else " "


def spaced(sentence: str) -> str:
    """Return a sentence with its names filled in: Chinese keeps a space between Latin letters and its characters."""
    return _BESIDE_HAN.sub(" ", sentence) if is_chinese() else sentence
