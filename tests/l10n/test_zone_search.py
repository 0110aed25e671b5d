"""A time zone is found by city, country and name, in either language."""

import pytest

from l10n import zone_links, zone_names, zone_search, zones


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
        # Names that have retired
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Calcutta", "Asia/Kolkata"),
        ("Kiev", "Europe/Kyiv"),
        ("US/Pacific", "America/Los_Angeles"),
    ],
)
def test_read(typed: str, zone: str) -> None:
    assert zone_search.read(typed).zone == zone


@pytest.mark.parametrize(
    ("typed", "is_ambiguous", "near"),
    [
        ("中国", True, ("Asia/Shanghai", "Asia/Urumqi")),
        ("Germany", True, ("Europe/Berlin", "Europe/Busingen")),
        ("Buenos", False, ("America/Argentina/Buenos_Aires",)),
        ("Kathmndu", False, ("Asia/Kathmandu",)),
        ("qwxyz", False, ()),
        ("/", False, ()),
    ],
)
def test_what_is_no_zone_or_several_is_none(typed: str, is_ambiguous: bool, near: tuple[str, ...]) -> None:
    assert zone_search.read(typed) == zone_search.Reading(None, near, is_ambiguous)


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
    ],
)
def test_find_begins_with_the_best(typed: str, first: str) -> None:
    assert zone_search.find(typed)[0] == first


@pytest.mark.parametrize("typed", ["a", "europe", "united states", "x" * 1000])
def test_find_is_short(typed: str) -> None:
    assert len(zone_search.find(typed)) <= 8


def test_every_name_of_iana_is_read_as_the_zone_of_today() -> None:
    read = {name: zone_search.read(name).zone for name in zones.names()}
    assert read == {name: zone_links.canonical(name) for name in zones.names()}


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_zone_of_a_country_is_found_by_its_city(language: str) -> None:
    countries = zone_links.countries()
    missing = [name for name in countries if name not in zone_search.find(zone_names.city(name, language))]
    assert missing == []
