"""From what was entered for day, start, zone and length to a moment and minutes, or to what would work."""

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from l10n import format_datetime, parse_datetime, zones

OTHER = "other"
LENGTHS = (
    ("30", pgettext_lazy("length", "30 min")),
    ("45", pgettext_lazy("length", "45 min")),
    ("60", pgettext_lazy("length", "1 h")),
    ("90", pgettext_lazy("length", "90 min")),
    ("120", pgettext_lazy("length", "2 h")),
    (OTHER, pgettext_lazy("length", "Other…")),
)


class StartProblem(ValueError):
    """The moment can't be read: ``field`` is "day" or "start"; ``sentence`` says what would work."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field
        self.sentence = sentence
        self.choices: list[tuple[str, str]] = []


class TwicePerNight(StartProblem):
    """The moment comes twice that night; ``choices`` are value and words of each."""

    def __init__(self, sentence: str, choices: list[tuple[str, str]]) -> None:
        super().__init__("start", sentence)
        self.choices = choices


def start_of(
    *, day_text: str, start_text: str, zone: ZoneInfo, now: datetime, filled: str = "", which: str = ""
) -> datetime:
    """Return the start, aware, whether ahead of ``now`` or not. Raises StartProblem.

    ``filled`` is the instant with which the fields were filled, as ISO text: where they still say that, it is meant.
    ``which`` is "0" or "1" for the first or second of an hour that comes twice; else that is asked: TwicePerNight.
    """
    here = now.astimezone(zone)
    try:
        reading = parse_datetime.read(day_text, start_text, now=here, month_first=month_first())
    except parse_datetime.Ambiguous as error:
        text = day_text if str(error) == "day" else start_text
        raise StartProblem(str(error), which_of_two_days(text, error.days, here)) from error
    except parse_datetime.Unreadable as error:
        field = str(error)
        raise StartProblem(field, _unreadable(field, day_text if field == "day" else start_text, here)) from error
    if reading.day is None:
        raise StartProblem("day", _("Which day? “tomorrow”, “Fri” or “%(date)s” would work.") % _tomorrow(here))
    if reading.start is None:
        raise StartProblem("start", _("When does it start? “9”, “14:30” or “2:30 pm” would work."))
    try:
        local = parse_datetime.place(reading.day, reading.start, zone=zone)
    except parse_datetime.Skipped as gap:
        raise StartProblem("start", _skipped(reading.start.strftime("%H:%M"), zone, gap)) from gap
    if not parse_datetime.is_twice(local):
        return local
    if which in {"0", "1"}:  # in UTC: Python takes two times of such an hour for unequal in different zones
        return local.replace(fold=int(which)).astimezone(UTC)
    kept = _instant(filled)
    if kept and kept.astimezone(zone).replace(tzinfo=None, fold=0) == local.replace(tzinfo=None, fold=0):
        return kept
    raise TwicePerNight(_twice(local, zone), which_choices(local))


def which_choices(local: datetime) -> list[tuple[str, str]]:
    """Return value and words of both moments of an hour that comes twice: "01:30 (UTC-4), the first"."""
    assert isinstance(local.tzinfo, ZoneInfo)
    first, second = (local.replace(fold=fold) for fold in (0, 1))
    names = [{"time": f"{one:%H:%M}", "offset": zones.offset(local.tzinfo.key, one)} for one in (first, second)]
    return [
        ("0", _("the first %(time)s (%(offset)s)") % names[0]),
        ("1", _("the second %(time)s (%(offset)s)") % names[1]),
    ]


def _instant(text: str) -> datetime | None:
    """Return None for anything odd: then what stands in the fields is read."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.astimezone(UTC) if found.tzinfo else None


def _twice(local: datetime, zone: ZoneInfo) -> str:
    return _("%(typed)s comes twice that night in %(city)s, since the clocks go back. Which one is meant?") % {
        "typed": f"{local:%H:%M}",
        "city": zones.city(zone.key),
    }


def length_of(*, day_text: str, start_text: str, zone: ZoneInfo, now: datetime) -> int | None:
    """Return how many minutes a span lasts, "9:00-10:30"; None where none was entered, or nothing can be read."""
    try:
        reading = parse_datetime.read(day_text, start_text, now=now.astimezone(zone), month_first=month_first())
    except parse_datetime.Unreadable:
        return None
    return reading.length_minutes


def read_length(cleaned: dict[str, Any]) -> int | None:
    """Return the minutes that were chosen or entered, 0 for what is no number, None where nothing was chosen."""
    chosen = cleaned.get("length")
    text = plain_digits(cleaned.get("length_other", "")) if chosen == OTHER else chosen
    if text is None:
        return None
    return int(text) if re.fullmatch(r"\d{1,5}", text, re.ASCII) else 0


def plain_digits(text: str) -> str:
    """Return ``text`` with full-width digits, which Chinese keyboards write, as plain ones, and without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def month_first() -> bool | None:
    """Return how the active language reads 12/5: Chinese the month first, English either way."""
    return True if (get_language() or "").startswith("zh") else None


def field_of_past(start: datetime, *, zone: ZoneInfo, now: datetime) -> str:
    """Return the field in which a start that has passed is to be corrected: of a day before today the day."""
    return "start" if start.astimezone(zone).date() == now.astimezone(zone).date() else "day"


def _tomorrow(here: datetime) -> dict[str, str]:
    return {"date": format_datetime.day(here.date() + timedelta(days=1), today=here.date())}


def _unreadable(field: str, text: str, here: datetime) -> str:
    names = {"typed": text.strip()[:40]}
    if field == "day":
        return _("We cannot read “%(typed)s” as a day. “tomorrow”, “Fri” or “%(date)s” would work.") % (
            names | _tomorrow(here)
        )
    return _("We cannot read “%(typed)s” as a time. “9”, “14:30” or “2:30 pm” would work.") % names


def which_of_two_days(text: str, days: tuple[date, date], here: datetime) -> str:
    """Return the question which of both ``text`` means."""
    first, second = (format_datetime.day(day, today=here.date()) for day in days)
    return _("Is “%(typed)s” %(first)s or %(second)s? Write one of them.") % {
        "typed": text.strip()[:40],
        "first": first,
        "second": second,
    }


def _skipped(text: str, zone: ZoneInfo, gap: parse_datetime.Skipped) -> str:
    names = {"typed": text, "city": zones.city(zone.key)}
    names |= {"before": f"{gap.gap_start:%H:%M}", "after": f"{gap.gap_end:%H:%M}"}
    return (
        _(
            "%(typed)s does not exist that night in %(city)s: the clocks go from %(before)s to %(after)s."
            " %(after)s would work."
        )
        % names
    )


def read_local(text: str, *, zone: ZoneInfo, now: datetime) -> datetime | None:
    """Return the moment ahead that an address names by the clock of ``zone``, None for anything else."""
    try:
        found = read_wall(text, zone=zone)
        return found if found and found > now else None
    except OverflowError:
        return None


def read_wall(text: str, *, zone: ZoneInfo) -> datetime | None:
    """Return the moment that an address names by the clock of ``zone``: 2026-05-15T10:45; None for anything else."""
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=zone)
    except ValueError:
        return None


def minutes_until(text: str, *, start: datetime, zone: ZoneInfo) -> int | None:
    """Return how long it is from ``start`` to the wall time ``text``; None where that names none behind it.

    Where the wall time comes twice, the first one behind the start is meant.
    """
    end = read_wall(text, zone=zone)
    if end is None:
        return None
    lengths = (end.replace(fold=fold).astimezone(UTC) - start.astimezone(UTC) for fold in (0, 1))
    minutes = [int(length.total_seconds()) // 60 for length in lengths]
    return next((found for found in minutes if found > 0), None)


def initial_length(minutes: int) -> dict[str, str]:
    """Return the values of the fields for a length in minutes: one that is offered, else typed."""
    is_offered = str(minutes) in dict(LENGTHS)
    return {"length": str(minutes) if is_offered else OTHER, "length_other": "" if is_offered else str(minutes)}
