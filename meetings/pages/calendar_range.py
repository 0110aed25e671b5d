"""Which days of the calendar an address asks for, and where its neighbours are."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from l10n import format_datetime
from l10n.calendar_words import MONTHS_EN

# How far from today a day may be: beyond, the address was typed.
_FARTHEST = timedelta(days=3660)
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


class View(StrEnum):
    """The views of the calendar, as their addresses have them."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Range:
    """The days that are shown: ``chosen`` is that of the address, ``first`` to ``last`` the view's, both included.

    ``drawn_first`` and ``drawn_last`` are the days of the grid: of a month whole weeks, Monday first.
    """

    view: View
    chosen: date
    today: date
    zone: ZoneInfo

    @property
    def first(self) -> date:
        if self.view is View.DAY:
            return self.chosen
        if self.view is View.WEEK:
            return self.chosen - self.chosen.weekday() * _DAY
        return self.chosen.replace(day=1)

    @property
    def last(self) -> date:
        if self.view is View.DAY:
            return self.chosen
        if self.view is View.WEEK:
            return self.first + 6 * _DAY
        return self.chosen.replace(day=monthrange(self.chosen.year, self.chosen.month)[1])

    @property
    def drawn_first(self) -> date:
        return self.first - self.first.weekday() * _DAY if self.view is View.MONTH else self.first

    @property
    def drawn_last(self) -> date:
        return self.last + (6 - self.last.weekday()) * _DAY if self.view is View.MONTH else self.last

    @property
    def since(self) -> datetime:
        """When the first day that is drawn begins on the reader's clock."""
        return datetime.combine(self.drawn_first, datetime.min.time(), tzinfo=self.zone)

    @property
    def until(self) -> datetime:
        """When the day after the last one begins."""
        return datetime.combine(self.drawn_last + _DAY, datetime.min.time(), tzinfo=self.zone)

    def days(self) -> list[date]:
        """Return all days that are drawn."""
        return [self.drawn_first + number * _DAY for number in range((self.drawn_last - self.drawn_first).days + 1)]

    def earlier(self) -> date:
        """Return a day of the range before this one: in a week the same weekday, in a month its first day."""
        if self.view in {View.DAY, View.WEEK}:
            return self.chosen - (_DAY if self.view is View.DAY else _WEEK)
        return (self.first - _DAY).replace(day=1)

    def later(self) -> date:
        """Return a day of the range behind this one, as ``earlier`` does."""
        if self.view in {View.DAY, View.WEEK}:
            return self.chosen + (_DAY if self.view is View.DAY else _WEEK)
        return self.last + _DAY

    def title(self) -> str:
        """Return "Thursday 14 May", "11 – 17 May 2026" or "May 2026", in Chinese as Chinese writes them."""
        if self.view is View.DAY:
            return format_datetime.day_title(self.chosen, today=self.today)
        if self.view is View.WEEK:
            return _week_title(self.first, self.last)
        if format_datetime.is_chinese():
            return f"{self.first.year}年{self.first.month}月"
        return f"{MONTHS_EN[self.first.month - 1]} {self.first.year}"


def read_range(view: str, day: str, *, zone: ZoneInfo, now: datetime) -> Range:
    """Return the range of an address: this week for anything odd, or too far away."""
    today = now.astimezone(zone).date()
    try:
        chosen = date.fromisoformat(day)
    except ValueError:
        chosen = today
    if abs(chosen - today) > _FARTHEST:
        chosen = today
    return Range(View(view) if view in set(View) else View.WEEK, chosen, today, zone)


def _week_title(first: date, last: date) -> str:
    if format_datetime.is_chinese():
        months = "" if first.month == last.month else f"{last.month}月"
        years = "" if first.year == last.year else f"{last.year}年"
        return f"{first.year}年{first.month}月{first.day}日–{years}{months}{last.day}日"
    month = f" {MONTHS_EN[first.month - 1]}" if first.month != last.month else ""
    year = f" {first.year}" if first.year != last.year else ""
    return f"{first.day}{month}{year} – {last.day} {MONTHS_EN[last.month - 1]} {last.year}"
