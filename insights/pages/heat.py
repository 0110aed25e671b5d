"""The hours of the week as a table: how much was held in each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import ngettext

from insights.queries.totals import DayHours
from insights.ranges import Heat
from l10n import format_datetime

# A working day is shown whole, whatever was held in it.
_FROM, _TO = 8, 18
_STEPS = 5


class Cell(NamedTuple):
    """An hour of a weekday; ``step`` is how dark, from 0 to 4."""

    number: int
    step: int


class HourRow(NamedTuple):
    """An hour, from Monday to Sunday."""

    hour: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class HeatTable:
    """The hours in which anything was held; ``finding`` says which is the fullest, "" where none is."""

    weekdays: tuple[str, ...]
    rows: tuple[HourRow, ...]
    finding: str


COLUMNS = {Heat.BEGUN: "begun_by_hour", Heat.SEATS: "seats_by_hour", Heat.ROOMS: "rooms_by_hour"}


def build_heat(found: Iterable[DayHours], shown: Heat) -> HeatTable:
    """Return the table of sessions begun, added up, or of the most seats or rooms in use at once.

    ``found`` has the column of DayTotals that ``COLUMNS`` names.
    """
    numbers = _by_hour(found, sum if shown == Heat.BEGUN else max)
    used = [hour for (hour, _weekday), number in numbers.items() if number]
    steps = _steps(numbers.values())
    rows = [
        HourRow(
            f"{hour:02}:00",
            tuple(Cell(number := numbers.get((hour, day), 0), steps.get(number, 0)) for day in range(7)),
        )
        for hour in range(min([*used, _FROM]), max([*used, _TO]) + 1)
    ]
    weekdays = tuple(format_datetime.weekday_short(day) for day in (1, 2, 3, 4, 5, 6, 0))
    return HeatTable(weekdays, tuple(rows), _finding(numbers, shown))


def _by_hour(found: Iterable[DayHours], joined: Callable[[Iterable[int]], int]) -> dict[tuple[int, int], int]:
    """Return one number for each hour and weekday."""
    days: list[list[list[int]]] = [[] for _ in range(7)]
    for day, numbers in found:
        if numbers:
            days[day.weekday()].append(numbers)
    return {
        (hour, weekday): joined(each)
        for weekday, lists in enumerate(days)
        for hour, each in enumerate(zip(*lists, strict=True))
    }


def _steps(numbers: Iterable[int]) -> dict[int, int]:
    """Return how dark each number is: as many cells in each step; nothing is the lightest, alone the darkest."""
    ordered = sorted(number for number in numbers if number)
    return {number: min(_STEPS - 1, _STEPS * (at + 1) // len(ordered)) for at, number in enumerate(ordered)}


def _finding(numbers: dict[tuple[int, int], int], shown: Heat) -> str:
    key = max(numbers, key=lambda each: (numbers[each], -each[1], -each[0]), default=None)
    if key is None or not numbers[key]:
        return ""
    hour, weekday = key
    params = {"day": format_datetime.weekday((weekday + 1) % 7), "hour": f"{hour:02}:00", "count": numbers[key]}
    sentences = {
        Heat.BEGUN: ngettext(
            "%(day)s at %(hour)s is the fullest hour: %(count)d meeting began in it.",
            "%(day)s at %(hour)s is the fullest hour: %(count)d meetings began in it.",
            numbers[key],
        ),
        Heat.SEATS: ngettext(
            "%(day)s at %(hour)s is the fullest hour: %(count)d seat was taken at once.",
            "%(day)s at %(hour)s is the fullest hour: %(count)d seats were taken at once.",
            numbers[key],
        ),
        Heat.ROOMS: ngettext(
            "%(day)s at %(hour)s is the fullest hour: %(count)d cloud room was in use at once.",
            "%(day)s at %(hour)s is the fullest hour: %(count)d cloud rooms were in use at once.",
            numbers[key],
        ),
    }
    return sentences[shown] % params
