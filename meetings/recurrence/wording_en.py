"""Patterns in English."""

from l10n.calendar_words import day_of_month, day_of_year, listed, month, weekday
from meetings.recurrence.pattern import LAST, WORKING_DAYS, Pattern, Unit

_PLACES = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}


def describe(pattern: Pattern) -> str:
    """Return "Every 2 weeks on Monday", "Every month on the last Friday"."""
    every = f"Every {pattern.interval} {pattern.unit}s" if pattern.interval > 1 else f"Every {pattern.unit}"
    if pattern.unit is Unit.DAY:
        return every
    if pattern.unit is Unit.WEEK:
        return _weeks(pattern, every)
    if pattern.unit is Unit.YEAR and pattern.days and LAST not in pattern.days:
        days = [day_of_year(number, day, "en") for number in pattern.months for day in pattern.days]
        return f"{every} on {listed(days, 'en')}"
    months = listed([month(number, "en") for number in pattern.months], "en")
    return f"{every} on the {_days(pattern)}" + (f" of {months}" if months else "")


def _weeks(pattern: Pattern, every: str) -> str:
    if pattern.days == WORKING_DAYS:
        return f"{every} from Monday to Friday" if pattern.interval > 1 else "Every working day, Monday to Friday"
    days = listed([weekday(day, "en") for day in pattern.days], "en")
    return f"{every} on {days}" if pattern.interval > 1 else f"Every {days}"


def _days(pattern: Pattern) -> str:
    if pattern.days:
        return listed(["last day" if day == LAST else day_of_month(day, "en") for day in pattern.days], "en")
    places = listed([_PLACES[position] for position in pattern.positions], "en")
    if pattern.weekdays == WORKING_DAYS:
        return f"{places} working day"
    return f"{places} {' or '.join(weekday(day, 'en') for day in pattern.weekdays)}"
