"""The days of a range in as many columns as a chart can have: by day, by week or by month."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from insights.queries.totals import DayRow
from insights.ranges import Range
from l10n import format_datetime

_MOST_DAYS, _MOST_WEEKS = 31, 27


@dataclass(slots=True)
class Bucket:
    """One column: what was held in it, and in the same part of the range that it is compared with."""

    label: str
    sessions: int = 0
    before: int = 0
    seconds: int = 0
    attendees: int = 0
    booked_seconds: int = 0
    used_seconds: int = 0
    peak_seats: int = 0
    peak_rooms: int = 0

    @property
    def minutes(self) -> int:
        return round(self.seconds / 60)

    @property
    def booked_minutes(self) -> int:
        return round(self.booked_seconds / 60)

    @property
    def used_minutes(self) -> int:
        return round(self.used_seconds / 60)

    @property
    def used_percent(self) -> int | None:
        """Return how much of what was booked was used; None where nothing was booked."""
        return round(100 * self.used_seconds / self.booked_seconds) if self.booked_seconds else None


@dataclass(frozen=True, slots=True)
class Grouping:
    """How days are put together: the words of a chart's title and of its first column, and the day of each group."""

    title: str
    column: str
    first_of: Callable[[date], date]
    label: Callable[[date, date], str]


def build_buckets(
    chosen: Range, found: Iterable[DayRow], before: Iterable[DayRow], earlier: Range | None, today: date
) -> tuple[Grouping, list[Bucket]]:
    """Return the columns of a range, those in which nothing was held too."""
    grouping = _grouping(chosen)
    buckets: dict[date, Bucket] = {}
    day = chosen.since
    while day <= chosen.until:
        group = grouping.first_of(day)
        if group not in buckets:
            buckets[group] = Bucket(grouping.label(max(group, chosen.since), today))
        day += timedelta(days=1)
    for row in found:
        _add(buckets[grouping.first_of(row.day)], row)
    if earlier:
        shift = chosen.since - earlier.since
        for row in before:
            buckets[grouping.first_of(row.day + shift)].before += row.sessions
    return grouping, list(buckets.values())


def _add(bucket: Bucket, row: DayRow) -> None:
    for name in ("sessions", "seconds", "attendees", "booked_seconds", "used_seconds"):
        setattr(bucket, name, getattr(bucket, name) + getattr(row, name))
    bucket.peak_seats = max(bucket.peak_seats, row.peak_seats)
    bucket.peak_rooms = max(bucket.peak_rooms, row.peak_rooms)


def _grouping(chosen: Range) -> Grouping:
    if chosen.days <= _MOST_DAYS:
        return Grouping(_("Meetings a day"), _("Day"), lambda day: day, _label_day)
    if chosen.days <= 7 * _MOST_WEEKS:
        return Grouping(_("Meetings a week"), _("Week from"), _monday, _label_day)
    return Grouping(_("Meetings a month"), pgettext("calendar", "Month"), _first_of_month, _label_month)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


def _label_day(day: date, today: date) -> str:
    return format_datetime.day(day, today=today)


def _label_month(day: date, today: date) -> str:
    return formats.date_format(day, "YEAR_MONTH_FORMAT")
