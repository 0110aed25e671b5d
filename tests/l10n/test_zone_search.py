"""A time zone is found by city, country and name, in either language."""

from datetime import UTC, datetime

import pytest

from l10n import zone_links, zone_names, zone_search, zones

SUMMER = datetime(2026, 7, 1, 12, tzinfo=UTC)
WINTER = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Asia/Kathmandu", "Asia/Kathmandu"),
        (" asia/kathmandu ", "Asia/Kathmandu"),
        ("Buenos Aires", "America/Argentina/Buenos_Aires"),
        ("布宜诺斯艾利斯", "America/Argentina/Buenos_Aires"),
        ("são paulo", "America/Sao_Paulo"),
        ("Sao Paulo", "America/Sao_Paulo"),
        ("port au prince", "America/Port-au-Prince"),
        ("Nepal", "Asia/Kathmandu"),
        ("印度", "Asia/Kolkata"),
        ("北京", "Asia/Shanghai"),
        ("Xi’an", "Asia/Shanghai"),
        ("utc", "UTC"),
        ("Etc/GMT-5", "Etc/GMT-5"),
        ("EDT", "America/New_York"),
        # An offset that one zone alone has
        ("utc+5:45", "Asia/Kathmandu"),
        # Names that have retired
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Calcutta", "Asia/Kolkata"),
        ("Kiev", "Europe/Kyiv"),
        ("US/Pacific", "America/Los_Angeles"),
    ],
)
def test_read(typed: str, zone: str) -> None:
    assert zone_search.read(typed, at=SUMMER).zone == zone


@pytest.mark.parametrize(
    ("typed", "is_ambiguous", "near"),
    [
        ("中国", True, ("Asia/Shanghai", "Asia/Urumqi")),
        ("Germany", True, ("Europe/Berlin", "Europe/Busingen")),
        ("EST", True, ("America/New_York", "America/Panama")),
        ("Buenos", False, ("America/Argentina/Buenos_Aires",)),
        ("Kathmndu", False, ("Asia/Kathmandu",)),
        ("qwxyz", False, ()),
        ("/", False, ()),
    ],
)
def test_what_is_no_zone_or_several_is_none(typed: str, is_ambiguous: bool, near: tuple[str, ...]) -> None:
    assert zone_search.read(typed, at=SUMMER) == zone_search.Reading(None, near, is_ambiguous)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ber", "Europe/Berlin"),
        ("柏", "Europe/Berlin"),
        ("zur", "Europe/Zurich"),
        ("尼泊", "Asia/Kathmandu"),
        ("calc", "Asia/Kolkata"),
        ("Argentina", "America/Argentina/Buenos_Aires"),
        ("America/Argentina/U", "America/Argentina/Ushuaia"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("EST", "America/New_York"),
        ("cst", "America/Chicago"),
    ],
)
def test_find_begins_with_the_best(typed: str, first: str) -> None:
    assert zone_search.find(typed, at=SUMMER)[0] == first


@pytest.mark.parametrize(
    ("typed", "at", "expected"),
    [
        ("GMT+3", SUMMER, ("Africa/Cairo", "Asia/Riyadh", "Europe/Istanbul", "Europe/Moscow")),
        ("utc+3", WINTER, ("Asia/Riyadh", "Europe/Istanbul", "Europe/Moscow")),
        ("ＵＴＣ＋３", WINTER, ("Asia/Riyadh", "Europe/Istanbul", "Europe/Moscow")),
        ("+03:00", WINTER, ("Asia/Riyadh", "Europe/Istanbul", "Europe/Moscow")),
        ("UTC +0545", WINTER, ("Asia/Kathmandu",)),
        ("UTC-3:30", WINTER, ("America/St_Johns",)),
        ("UTC−2:30", SUMMER, ("America/St_Johns",)),
        ("UTC+0", WINTER, ("Europe/Lisbon", "Europe/London", "UTC")),
        ("GMT+0", WINTER, ("UTC",)),
    ],
)
def test_find_by_the_offset_of_the_day(typed: str, at: datetime, expected: tuple[str, ...]) -> None:
    found = zone_search.find(typed, at=at)
    assert found[: len(expected)] == expected
    assert all(zones.offset(zone, at) == zones.offset(expected[0], at) for zone in found)


@pytest.mark.parametrize("typed", ["UTC+13:45:10", "UTC+99", "GMT+5:99", "UTC+24"])
def test_what_is_no_offset_finds_no_zone(typed: str) -> None:
    assert zone_search.find(typed, at=WINTER) == ()


@pytest.mark.parametrize("typed", ["a", "europe", "united states", "x" * 1000])
def test_find_is_short(typed: str) -> None:
    assert len(zone_search.find(typed, at=SUMMER)) <= 8


def test_every_name_of_iana_is_read_as_the_zone_of_today() -> None:
    read = {name: zone_search.read(name, at=SUMMER).zone for name in zones.names()}
    ambiguous = {"EST", "MST"}  # zones of one place each, and what people call the time of another
    expected = {name: None if name in ambiguous else zone_links.canonical(name) for name in zones.names()}
    assert read == expected


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_zone_of_a_country_is_found_by_its_city(language: str) -> None:
    countries = zone_links.countries()
    missing = [name for name in countries if name not in zone_search.find(zone_names.city(name, language), at=SUMMER)]
    assert missing == []
