"""A time zone as a calendar file describes it: VTIMEZONE (RFC 5545, 3.6.5).

Written from the transitions of the zone itself. As long as they come back each year the two usual observances with
their yearly rules stand for them, which is all that Outlook understands; else each stands for itself.

Such rules begin in the year in which they really began: some programs read the first VTIMEZONE of a name for all
files that they meet, others take a zone for UTC that is young and has no offset in winter (docs/calendar.md).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

# No zone changes its clock twice in a week.
_WEEK, _MINUTE = timedelta(weeks=1), timedelta(minutes=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_EVER = datetime(1970, 1, 1)  # noqa: DTZ001  # from when on a clock goes as it does when our interest begins


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of the clock: from ``at``, which is naive UTC, it has another offset."""

    at: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str
    is_summer: bool

    @property
    def onset(self) -> datetime:
        """Return when it begins by the clock as it was before, as iCalendar writes it."""
        return self.at + self.offset_from

    @property
    def kind(self) -> tuple[timedelta, timedelta, str, bool]:
        return self.offset_from, self.offset_to, self.name, self.is_summer


def timezone_component(zone: ZoneInfo, *, first: datetime, last: datetime) -> Timezone:
    """Return a VTIMEZONE that is right for every moment from ``first`` to ``last``, both aware."""
    found = Timezone()
    found.add("tzid", zone.key)
    # A year more on each side, so that one change lies before all that is told, and a habit is known as one.
    for change, rule in _observances(zone, first.year - 1, last.year + 1):
        found.add_component(_observance(change, rule))
    return found


@cache
def _observances(zone: ZoneInfo, first_year: int, last_year: int) -> tuple[tuple[_Change, dict[str, Any] | None], ...]:
    before, *changes = _changes(zone, first_year, last_year)
    yearly = _by_kind(changes, first_year, last_year)
    if not yearly:
        return tuple((change, None) for change in (before, *changes))
    while first_year > _EVER.year:
        _, *earlier = _changes(zone, first_year - 1, first_year - 1)
        if _by_kind([*earlier, *changes], first_year - 1, last_year) != yearly:
            break
        first_year, changes = first_year - 1, [*earlier, *changes]
    return tuple((next(one for one in changes if one.kind == kind), rule) for kind, rule in yearly.items())


def _by_kind(
    changes: list[_Change], first_year: int, last_year: int
) -> dict[tuple[timedelta, timedelta, str, bool], dict[str, Any]]:
    """Return the yearly rule of each kind of change; nothing where one of them has none."""
    kinds = dict.fromkeys(change.kind for change in changes)
    yearly = {kind: _yearly([one for one in changes if one.kind == kind], first_year, last_year) for kind in kinds}
    return {kind: rule for kind, rule in yearly.items() if rule} if all(yearly.values()) else {}


def _observance(change: _Change, rule: dict[str, Any] | None = None) -> TimezoneStandard | TimezoneDaylight:
    found = TimezoneDaylight() if change.is_summer else TimezoneStandard()
    found.add("dtstart", change.onset)
    found.add("tzoffsetfrom", change.offset_from)
    found.add("tzoffsetto", change.offset_to)
    found.add("tzname", change.name)
    if rule:
        found.add("rrule", rule)
    return found


@cache
def _changes(zone: ZoneInfo, first_year: int, last_year: int) -> tuple[_Change, ...]:
    """Return how the clock goes when ``first_year`` begins, then each change until the end of ``last_year``."""
    at, end = datetime(first_year, 1, 1), datetime(last_year + 1, 1, 1)  # noqa: DTZ001  # naive UTC
    first = _state(zone, at)
    found = [(_EVER - first[0], first)]
    while at < end:
        if _state(zone, at + _WEEK) != found[-1][1]:
            found.append((_moment(zone, at), _state(zone, at + _WEEK)))
        at += _WEEK
    # Where winter is the exception (Dublin, Casablanca), the other half of the year is the summer.
    is_winter_shifted = any(shift < timedelta(0) for _, (_, shift, _) in found)
    changes, offset_from = [], first[0]
    for moment, (offset, shift, name) in found:
        is_summer = shift >= timedelta(0) if is_winter_shifted else shift > timedelta(0)
        changes.append(_Change(moment, offset_from, offset, name, is_summer))
        offset_from = offset
    return tuple(changes)


def _moment(zone: ZoneInfo, at: datetime) -> datetime:
    """Return the moment of the change to the minute, within the week from ``at``."""
    before, early, late = _state(zone, at), at, at + _WEEK
    while late - early > _MINUTE:
        middle = early + (late - early) // 2 // _MINUTE * _MINUTE
        early, late = (middle, late) if _state(zone, middle) == before else (early, middle)
    return late


def _state(zone: ZoneInfo, at: datetime) -> tuple[timedelta, timedelta, str]:
    local = zone.fromutc(at.replace(tzinfo=zone))
    return local.utcoffset() or timedelta(0), local.dst() or timedelta(0), local.tzname() or ""


def _yearly(changes: list[_Change], first_year: int, last_year: int) -> dict[str, Any] | None:
    """Return the rule by which changes of one kind come once in each year; None where they have none."""
    onsets = [change.onset for change in changes]
    if [onset.year for onset in onsets] != list(range(first_year, last_year + 1)):
        return None
    if len({(onset.month, onset.weekday(), onset.time()) for onset in onsets}) != 1:
        return None
    if all((onset + _WEEK).month != onset.month for onset in onsets):
        place = -1
    elif len({(onset.day - 1) // 7 for onset in onsets}) == 1:
        place = (onsets[0].day - 1) // 7 + 1
    else:
        return None
    return {"freq": "yearly", "bymonth": onsets[0].month, "byday": f"{place}{_WEEKDAYS[onsets[0].weekday()]}"}
