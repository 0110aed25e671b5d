"""The range of days that is looked at, as it stands in an address: of a page, a file or a call of the API."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple, TypeVar

from insights.errors import InvalidRange
from insights.problems import Code
from l10n.problem import Problem

# Beyond these there are no meetings, and near the ends of the calendar a zone's midnight has no time in UTC.
_FIRST, _LAST = date(2000, 1, 1), date(2099, 12, 31)
LONGEST_DAYS = 3 * 366
PRESETS = (7, 30, 90, 365)
DEFAULT_DAYS = 30
_Kind = TypeVar("_Kind", bound=StrEnum)


class Compared(StrEnum):
    """With what the numbers are compared: as many days right before, the same weeks of the year before, nothing."""

    BEFORE = "before"
    YEAR = "year"
    NOTHING = "nothing"


class Heat(StrEnum):
    """What the hours of the week show."""

    BEGUN = "begun"
    SEATS = "seats"
    ROOMS = "rooms"


class Range(NamedTuple):
    """Days, the last of which counts too."""

    since: date
    until: date

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1

    def before(self, compared: Compared) -> "Range | None":
        """Return the range that this one is compared with; weekdays stay what they are in that of a year before."""
        shift = {Compared.BEFORE: self.days, Compared.YEAR: 52 * 7}.get(compared)
        return Range(self.since - timedelta(days=shift), self.until - timedelta(days=shift)) if shift else None


class Choice(NamedTuple):
    """What was chosen. ``preset`` is how many days back from today, 0 for days that were typed.

    ``typed`` is what the fields show, ``problems`` what is wrong with it by field; then the range is the default one.
    """

    days: Range
    preset: int
    compared: Compared
    heat: Heat
    is_everybody: bool
    typed: tuple[str, str]
    problems: Sequence[Problem]

    def query(self) -> dict[str, str]:
        """Return the same as it stands in an address."""
        days = {"days": str(self.preset)} if self.preset else dict(zip(("since", "until"), self.typed, strict=True))
        rest = {
            "compared": self.compared if self.compared != Compared.BEFORE else "",
            "heat": self.heat if self.heat != Heat.BEGUN else "",
            "whose": "" if self.is_everybody else "mine",
        }
        return days | {name: str(value) for name, value in rest.items() if value}


def read_choice(query: Mapping[str, str], *, today: date, sees_everybody: bool) -> Choice:
    """Return what an address asks for."""
    typed = (query.get("since", ""), query.get("until", ""))
    preset = _preset(query.get("days", ""))
    problems: Sequence[Problem] = ()
    days = last_days(preset or DEFAULT_DAYS, today=today)
    if any(typed) and not preset:
        try:
            days = read_range(*typed)
        except InvalidRange as error:
            problems = error.problems
    is_typed = any(typed) and not preset and not problems
    return Choice(
        days=days,
        preset=0 if is_typed else preset or DEFAULT_DAYS,
        compared=_one_of(Compared, query.get("compared", ""), Compared.BEFORE),
        heat=_one_of(Heat, query.get("heat", ""), Heat.BEGUN) if sees_everybody else Heat.BEGUN,
        is_everybody=sees_everybody and query.get("whose") != "mine",
        typed=typed if problems else (days.since.isoformat(), days.until.isoformat()),
        problems=problems,
    )


def read_range(since: str, until: str, *, longest: int = LONGEST_DAYS) -> Range:
    """Return the range between two days as ISO 8601 writes them, ``longest`` days at most. Raises InvalidRange."""
    found, problems = [], []
    for field, typed in (("since", since), ("until", until)):
        day = _day(typed)
        if day:
            found.append(day)
        elif typed:
            problems.append(Problem(Code.NO_DAY, field, {"typed": typed[:40]}))
        else:
            problems.append(Problem(Code.DAY_MISSING, field))
    if problems:
        raise InvalidRange(*problems)
    days = Range(*found)
    if days.days < 1:
        raise InvalidRange(Problem(Code.RANGE_REVERSED, "until"))
    if days.days > longest:
        raise InvalidRange(Problem(Code.RANGE_TOO_LONG, "until", {"days": longest}))
    return days


def last_days(count: int, *, today: date) -> Range:
    """Return so many days up to today."""
    return Range(today - timedelta(days=count - 1), today)


def _preset(typed: str) -> int:
    return next((count for count in PRESETS if typed == str(count)), 0)


def _day(typed: str) -> date | None:
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if _FIRST <= found <= _LAST and typed == found.isoformat() else None


def _one_of(kind: type[_Kind], typed: str, default: _Kind) -> _Kind:
    return next((each for each in kind if each.value == typed), default)
