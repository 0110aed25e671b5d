"""The hours of the week as a table: how much was held in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import ngettext

from insights.queries.totals import DayRow
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


def build_heat(found: Iterable[DayRow], shown: Heat) -> HeatTable:
    """Return the table of sessions begun, added up, or of the most seats or rooms in use at once."""
    numbers = _added(found) if shown == Heat.BEGUN else _highest(found, 2 if shown == Heat.SEATS else 4)
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


def _added(found: Iterable[DayRow]) -> dict[tuple[int, int], int]:
    """Return how many sessions began in each hour and weekday; plain lists, since a year has thousands of hours."""
    cells = [0] * (24 * 7)
    for row in found:
        weekday = row.day.weekday()
        for hour in row.hours:
            cells[hour[0] * 7 + weekday] += hour[1]
    return _by_hour(cells)


def _highest(found: Iterable[DayRow], column: int) -> dict[tuple[int, int], int]:
    """Return the highest of a figure of each hour and weekday; its column is that of ``DayTotals.hours``."""
    cells = [0] * (24 * 7)
    for row in found:
        weekday = row.day.weekday()
        for hour in row.hours:
            at = hour[0] * 7 + weekday
            if hour[column] > cells[at]:
                cells[at] = hour[column]
    return _by_hour(cells)


def _by_hour(cells: list[int]) -> dict[tuple[int, int], int]:
    return {divmod(at, 7): number for at, number in enumerate(cells)}


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
