"""The range of days that an address asks for: right, or said to be wrong."""

from datetime import date

import pytest
from django.utils import translation

from insights.errors import InvalidRange
from insights.ranges import Compared, Heat, Range, read_choice, read_range

TODAY = date(2026, 5, 14)
_DEFAULT = Range(date(2026, 4, 15), TODAY)


@pytest.mark.parametrize(
    ("query", "days", "preset"),
    [
        ({}, _DEFAULT, 30),
        ({"days": "7"}, Range(date(2026, 5, 8), TODAY), 7),
        ({"days": "365"}, Range(date(2025, 5, 15), TODAY), 365),
        ({"days": "8"}, _DEFAULT, 30),
        ({"days": "7", "since": "2020-01-01", "until": "2020-01-02"}, Range(date(2026, 5, 8), TODAY), 7),
        ({"since": "2024-02-28", "until": "2024-03-01"}, Range(date(2024, 2, 28), date(2024, 3, 1)), 0),
        ({"since": "2026-05-14", "until": "2026-05-14"}, Range(TODAY, TODAY), 0),
        ({"since": "2030-01-01", "until": "2030-12-31"}, Range(date(2030, 1, 1), date(2030, 12, 31)), 0),
    ],
)
def test_ranges(query: dict[str, str], days: Range, preset: int) -> None:
    found = read_choice(query, today=TODAY, sees_everybody=True)
    assert (found.days, found.preset, found.problems) == (days, preset, ())
    assert read_choice(found.query(), today=TODAY, sees_everybody=True) == found


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("2026-05-02", "2026-05-01", {"until": "The last day is before the first one."}),
        ("2026-05-01", "", {"until": "Choose the first and the last day."}),
        ("", "2026-05-01", {"since": "Choose the first and the last day."}),
        ("2020-01-01", "2026-05-01", {"until": "That is more than 1098 days."}),
        ("yesterday", "2026-02-30", {
            "since": "“yesterday” is no day between 2000 and 2099; one looks like 2026-05-14.",
            "until": "“2026-02-30” is no day between 2000 and 2099; one looks like 2026-05-14.",
        }),
        ("1999-12-31", "2100-01-01", {
            "since": "“1999-12-31” is no day between 2000 and 2099; one looks like 2026-05-14.",
            "until": "“2100-01-01” is no day between 2000 and 2099; one looks like 2026-05-14.",
        }),
        ("20260501", "2026-W20-4", {
            "since": "“20260501” is no day between 2000 and 2099; one looks like 2026-05-14.",
            "until": "“2026-W20-4” is no day between 2000 and 2099; one looks like 2026-05-14.",
        }),
    ],
)  # fmt: skip
def test_what_is_no_range_is_said_beside_its_field(since: str, until: str, said: dict[str, str]) -> None:
    found = read_choice({"since": since, "until": until}, today=TODAY, sees_everybody=True)
    with translation.override("en"):
        assert {problem.field: problem.sentence for problem in found.problems} == said
    assert (found.days, found.typed) == (_DEFAULT, (since, until))


def test_what_is_shown_is_chosen_by_whoever_may() -> None:
    query = {"heat": "rooms", "whose": "all", "compared": "year"}
    administrator, person = (read_choice(query, today=TODAY, sees_everybody=each) for each in (True, False))
    assert (administrator.heat, administrator.is_everybody, administrator.compared) == (
        Heat.ROOMS,
        True,
        Compared.YEAR,
    )
    assert (person.heat, person.is_everybody) == (Heat.BEGUN, False)
    odd = read_choice({"heat": "x", "whose": "x", "compared": "x"}, today=TODAY, sees_everybody=True)
    assert (odd.heat, odd.is_everybody, odd.compared) == (Heat.BEGUN, True, Compared.BEFORE)


@pytest.mark.parametrize(
    ("compared", "before"),
    [
        (Compared.BEFORE, Range(date(2026, 4, 24), date(2026, 5, 3))),
        (Compared.YEAR, Range(date(2025, 5, 5), date(2025, 5, 14))),
        (Compared.NOTHING, None),
    ],
)
def test_ranges_that_are_compared(compared: Compared, before: Range | None) -> None:
    days = Range(date(2026, 5, 4), date(2026, 5, 13))
    assert days.before(compared) == before
    assert days.since.weekday() == date(2025, 5, 5).weekday()


def test_a_range_can_be_held_to_be_shorter() -> None:
    read_range("2026-01-01", "2026-01-10", longest=10)
    with pytest.raises(InvalidRange):
        read_range("2026-01-01", "2026-01-11", longest=10)
