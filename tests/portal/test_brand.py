"""The organisation's own colour and logo on pages and in mails."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from portal.brand import brand_can_be_used
from tests.factories.page_words import source_of

pytestmark = pytest.mark.django_db
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script>alert(1)</script></svg>'


def test_pages_have_colour_and_logo(client: Client, settings: Settings, tmp_path: Path) -> None:
    logo = tmp_path / "mark.svg"
    logo.write_text(SVG)
    settings.PORTAL_COLOUR, settings.PORTAL_LOGO = "#0b6e4f", str(logo)
    page = source_of(client.get("/account/login/"))
    assert '<link rel="stylesheet" href="/brand/colours.css?0b6e4f">' in page
    assert page.count('src="/brand/logo?') == 1
    assert "mp-mark-wall" not in page
    sheet = client.get("/brand/colours.css")
    assert (sheet["Content-Type"], b"--mp-cobalt-fill: var(--mp-light, #0b6e4f)" in sheet.content) == (
        "text/css",
        True,
    )
    image = client.get("/brand/logo")
    assert (image["Content-Type"], image.getvalue().decode()) == ("image/svg+xml", SVG)
    assert "default-src 'none'" in image["Content-Security-Policy"], "no script of an SVG that is opened by itself"
    assert brand_can_be_used() == []


def test_pages_without_have_the_built_in_ones(client: Client) -> None:
    page = source_of(client.get("/account/login/"))
    assert ("/brand/" in page, "mp-mark-wall" in page) == (False, True)
    assert [client.get(f"/brand/{name}").status_code for name in ("colours.css", "logo")] == [404, 404]


@pytest.mark.parametrize(
    ("colour", "logo", "words"),
    [
        ("#ffcc00", "", "PORTAL_COLOUR can't be used. White on it has a contrast of 1.5"),
        ("", "/nowhere/mark.svg", "There is no file /nowhere/mark.svg."),
        ("", "/nowhere/mark.jpg", "/nowhere/mark.jpg is neither SVG nor PNG."),
    ],
)
def test_what_cannot_be_used_is_said_and_left_out(
    client: Client, settings: Settings, colour: str, logo: str, words: str
) -> None:
    settings.PORTAL_COLOUR, settings.PORTAL_LOGO = colour, logo
    (found,) = brand_can_be_used()
    assert words in found.msg
    assert "/brand/" not in source_of(client.get("/account/login/"))


def test_a_logo_that_is_too_large_is_said(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "mark.png").write_bytes(b"x" * 100_001)
    settings.PORTAL_LOGO = str(tmp_path / "mark.png")
    assert [each.msg for each in brand_can_be_used()] == [
        f"PORTAL_LOGO can't be used. {tmp_path}/mark.png has more than 100 kB."
    ]
