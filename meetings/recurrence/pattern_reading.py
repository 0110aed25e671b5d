"""From the parts of an RRULE to a pattern, or to what would work."""

import calendar
import re
from collections.abc import Mapping
from datetime import datetime

from meetings.recurrence.pattern import FREQUENCIES, LAST, WEEKDAYS, Pattern, Unit, collect_month_days
from meetings.recurrence.problems import MonthDay, RuleProblem

_UNITS = {name: unit for unit, name in FREQUENCIES.items()}
_LONGEST_INTERVAL = 999
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)", re.ASCII)
_POSITIONS = (1, 2, 3, 4, 5, -1)

Parts = Mapping[str, str]


def read_pattern(parts: Parts, first: datetime) -> Pattern:
    """Return the pattern; what is left out is as in ``first``, naive. Raises RuleProblem."""
    unit = _UNITS.get(parts.get("FREQ", ""))
    if unit is None:
        raise RuleProblem("frequency_unknown", "rrule")
    (interval,) = _read_numbers(parts, "INTERVAL", _LONGEST_INTERVAL) or (1,)
    if unit in {Unit.DAY, Unit.WEEK}:
        return _read_weeks(parts, unit, interval, first)
    return _read_months(parts, unit, interval, first)


def _read_weeks(parts: Parts, unit: Unit, interval: int, first: datetime) -> Pattern:
    for name, works in (("BYMONTHDAY", "MONTHLY"), ("BYMONTH", "YEARLY"), ("BYSETPOS", "MONTHLY")):
        if name in parts:
            raise _not_together(parts, name, f"FREQ={parts['FREQ']}", f"FREQ={works}", "rrule")
    if unit is Unit.DAY and "BYDAY" not in parts:
        return Pattern(unit, interval)
    if unit is Unit.DAY and interval > 1:
        raise _not_together(parts, "BYDAY", f"FREQ=DAILY;INTERVAL={interval}", f"FREQ=WEEKLY;BYDAY={parts['BYDAY']}")
    days, positions = _read_weekdays(parts.get("BYDAY", WEEKDAYS[first.isoweekday() % 7]))
    if positions:
        raise _not_together(parts, "BYDAY", f"FREQ={parts['FREQ']}", f"FREQ=MONTHLY;BYDAY={parts['BYDAY']}")
    return Pattern(Unit.WEEK, interval, days, week_start=_read_week_start(parts) if interval > 1 else 0)


def _read_week_start(parts: Parts) -> int:
    start = parts.get("WKST", "MO")
    if start not in WEEKDAYS:
        raise RuleProblem("weekday_unreadable", "rrule", typed=start[:20])
    return WEEKDAYS.index(start)


def _read_months(parts: Parts, unit: Unit, interval: int, first: datetime) -> Pattern:
    months = _read_numbers(parts, "BYMONTH", 12)
    if unit is Unit.MONTH and months:
        if interval > 1:
            raise _not_together(parts, "BYMONTH", f"INTERVAL={interval}", "FREQ=YEARLY;BYMONTH", "rrule")
        unit = Unit.YEAR
    if "BYDAY" in parts and "BYMONTHDAY" in parts:
        raise _not_together(parts, "BYDAY", "BYMONTHDAY", "BYDAY=2TU")
    if unit is Unit.YEAR and not months:
        if "BYDAY" in parts:
            raise _not_together(parts, "BYDAY", "FREQ=YEARLY", f"FREQ=YEARLY;BYMONTH={first.month};BYDAY=2TU")
        months = (first.month,)
    if "BYDAY" in parts:
        days, positions = _read_weekdays_of_month(parts, months)
        return Pattern(unit, interval, weekdays=days, positions=positions, months=months)
    return Pattern(unit, interval, _read_month_days(parts, months, first), months=months)


def _read_weekdays(written: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return weekdays and their positions in the month, of "2TU" or "MO,TU"."""
    days, positions = set(), set()
    for typed in written.split(","):
        found = _WEEKDAY.fullmatch(typed.strip())
        if found is None or (found[1] and int(found[1]) not in _POSITIONS):
            raise RuleProblem("weekday_unreadable", "days", typed=typed[:20])
        days.add(WEEKDAYS.index(found[2]))
        positions.add(int(found[1]) if found[1] else 0)
    if (len(days) > 1 and positions != {0}) or (0 in positions and len(positions) > 1):
        raise RuleProblem("weekdays_mixed", "days")
    return tuple(sorted(days)), _in_order(positions - {0})


def _read_weekdays_of_month(parts: Parts, months: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    days, positions = _read_weekdays(parts["BYDAY"])
    if "BYSETPOS" not in parts:
        if not positions:
            raise RuleProblem("position_missing", "days", typed=parts["BYDAY"][:20])
        return days, _in_order(set(positions))
    chosen = set(_read_positions(parts["BYSETPOS"]))
    # BYSETPOS counts in the year, where several months are named.
    if positions or not chosen <= set(_POSITIONS) or (len(months) > 1 and len(days) > 1):
        raise RuleProblem("position_unreadable", "days")
    return days, _in_order(chosen)


def _read_month_days(parts: Parts, months: tuple[int, ...], first: datetime) -> tuple[int, ...]:
    try:
        days = {int(day) for day in parts.get("BYMONTHDAY", str(first.day)).split(",")}
    except ValueError as error:
        raise RuleProblem("month_day_unreadable", "days") from error
    if not days <= {-1, *range(1, 32)}:
        raise RuleProblem("month_day_unreadable", "days")
    if "BYSETPOS" in parts:
        found = None if months else collect_month_days(tuple(days), _read_positions(parts["BYSETPOS"]))
        if found is None:
            raise RuleProblem("position_unreadable", "days")
        return found
    if (months, days) == ((2,), {29}):
        return (LAST,)
    _check_months(days, months)
    return tuple(sorted(LAST if day == -1 else day for day in days))


def _check_months(days: set[int], months: tuple[int, ...]) -> None:
    """Raise RuleProblem for a day that one of ``months`` lacks."""
    for month in months:
        for day in sorted(days):
            if day > calendar.monthrange(2028, month)[1]:
                raise RuleProblem("day_never_comes", "days", day=MonthDay(month, day))
            if (month, day) == (2, 29):
                raise RuleProblem(
                    "parts_apart", "days", part="BYMONTHDAY=29", other="BYMONTH=2", works="BYMONTHDAY=-1"
                )


def _read_positions(written: str) -> tuple[int, ...]:
    found = [int(place) for place in written.split(",") if re.fullmatch(r"[+-]?\d{1,3}", place.strip(), re.ASCII)]
    if len(found) != len(written.split(",")):
        raise RuleProblem("position_unreadable", "days")
    return tuple(sorted(found, key=lambda place: (place < 0, place)))


def _in_order(positions: set[int]) -> tuple[int, ...]:
    """Return them as they come in the month, the last behind the others."""
    return tuple(sorted(positions, key=lambda place: (place < 0, place)))


def _read_numbers(parts: Parts, name: str, most: int) -> tuple[int, ...]:
    """Return the numbers of a part, rising; none where it is absent."""
    if name not in parts:
        return ()
    written = parts[name].split(",") if name == "BYMONTH" else [parts[name]]
    if not all(re.fullmatch(r"\d{1,3}", one, re.ASCII) and 1 <= int(one) <= most for one in written):
        raise RuleProblem("number_unreadable", "interval" if name == "INTERVAL" else "rrule", part=name, most=most)
    return tuple(sorted({int(one) for one in written}))


def _not_together(parts: Parts, part: str, other: str, works: str, field: str = "days") -> RuleProblem:
    return RuleProblem("parts_apart", field, part=f"{part}={parts[part][:20]}", other=other, works=works[:80])
