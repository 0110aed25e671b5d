"""Weekdays, months and days as they are written in English and Chinese. Knows no Django: the language is told.

Plain tables instead of the catalogue: a list writes hundreds of these.
"""

from collections.abc import Sequence
from datetime import date

WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS_EN = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
WEEKDAYS_ZH = "一二三四五六日"


def is_chinese(language: str) -> bool:
    """Return whether ``language``, "zh-hans" or "en", is Chinese."""
    return language.startswith("zh")


def day(moment: date, language: str, *, without_year: int | None = None) -> str:
    """Return "Tue 19 May 2026", "2026年5月19日 周二"; a day of the year ``without_year`` without it."""
    is_bare = moment.year == without_year
    if is_chinese(language):
        year = "" if is_bare else f"{moment.year}年"
        return f"{year}{moment.month}月{moment.day}日 周{WEEKDAYS_ZH[moment.weekday()]}"
    year = "" if is_bare else f" {moment.year}"
    return f"{WEEKDAYS_EN[moment.weekday()][:3]} {moment.day} {MONTHS_EN[moment.month - 1][:3]}{year}"


def weekday(number: int, language: str) -> str:
    """Return "Monday", "周一"; 0 is Sunday."""
    index = (number - 1) % 7
    return f"周{WEEKDAYS_ZH[index]}" if is_chinese(language) else WEEKDAYS_EN[index]


def month(number: int, language: str) -> str:
    """Return "March", "3月"."""
    return f"{number}月" if is_chinese(language) else MONTHS_EN[number - 1]


def day_of_year(month_number: int, day_number: int, language: str) -> str:
    """Return "3 March", "3月3日"."""
    if is_chinese(language):
        return f"{month_number}月{day_number}日"
    return f"{day_number} {MONTHS_EN[month_number - 1]}"


def day_of_month(number: int, language: str) -> str:
    """Return "3rd", "3日"."""
    if is_chinese(language):
        return f"{number}日"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number if number in {11, 12, 13} else number % 10, "th")
    return f"{number}{ending}"


def listed(names: Sequence[str], language: str) -> str:
    """Return "Monday, Wednesday and Friday", "周一、周三、周五"."""
    if is_chinese(language):
        return "、".join(names)
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
