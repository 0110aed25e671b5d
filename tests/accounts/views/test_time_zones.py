"""What the field of a time zone finds while somebody types."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User

pytestmark = pytest.mark.django_db
ADDRESS = "/settings/time-zones/"


@pytest.fixture
def reader(client: Client) -> Client:
    person = User.objects.create_user("wu@portal.example", name="Wu Min", language="en", role=User.Role.OPERATOR)
    client.force_login(person)
    return client


def found(reader: Client, **query: str) -> list[dict[str, Any]]:
    zones: list[dict[str, Any]] = reader.get(ADDRESS, query).json()["zones"]
    return zones


@pytest.mark.parametrize(
    ("language", "text", "zone"),
    [
        (
            "en",
            "buenos",
            {
                "value": "America/Argentina/Buenos_Aires",
                "name": "Buenos Aires (UTC-3)",
                "note": "Argentina · America/Argentina/Buenos_Aires",
            },
        ),
        (
            "zh-hans",
            "buenos",
            {
                "value": "America/Argentina/Buenos_Aires",
                "name": "布宜诺斯艾利斯（UTC-3）",
                "note": "阿根廷 · America/Argentina/Buenos_Aires",
            },
        ),
        ("en", "utc", {"value": "UTC", "name": "UTC (UTC+0)", "note": "UTC"}),
    ],
)
def test_zones_are_found_in_the_language_of_whoever_asks(
    reader: Client, language: str, text: str, zone: dict[str, str]
) -> None:
    User.objects.update(language=language)
    assert found(reader, q=text) == [zone]


@pytest.mark.parametrize(
    ("at", "name"),
    [("2026-07-01T12:00+00:00", "Dublin (UTC+1)"), ("2026-12-01T12:00+00:00", "Dublin (UTC+0)")],
)
def test_the_offset_is_that_of_the_day_that_is_meant(reader: Client, at: str, name: str) -> None:
    assert found(reader, q="Dublin", at=at)[0]["name"] == name


def test_zones_of_an_offset_are_found_as_it_is_on_the_day_that_is_meant(reader: Client) -> None:
    named = [
        [zone["name"] for zone in found(reader, q="UTC-2:30", at=f"2026-{month}-01T12:00+00:00")]
        for month in ("07", "12")
    ]
    assert named == [["St. John’s (UTC-2:30)"], []]


@pytest.mark.parametrize("at", ["", "soon", "0001-01-01T00:00+00:00", "9999-12-31T23:59-12:00", "2026-07-01", "\0"])
def test_without_a_day_it_is_that_of_today(reader: Client, at: str) -> None:
    assert found(reader, q="Tokyo", at=at)[0]["name"] == "Tokyo (UTC+9)"


@pytest.mark.parametrize("text", ["", " ", "qwxyz", "\0", "x" * 5000])
def test_of_nothing_nothing_is_found(reader: Client, text: str) -> None:
    assert found(reader, q=text) == []


def test_it_is_kept_by_the_browser_of_that_person_alone(reader: Client) -> None:
    answer = reader.get(ADDRESS, {"q": "ber"})
    assert set(answer["Cache-Control"].split(", ")) == {"max-age=300", "private"}
    assert "Cookie" in answer["Vary"]


def test_who_is_signed_out_finds_none(client: Client) -> None:
    assert client.get(ADDRESS, {"q": "ber"})["Location"].startswith("/account/login/")


def test_it_changes_nothing(reader: Client) -> None:
    assert reader.post(ADDRESS, {"q": "ber"}).status_code == 405
