"""The documentation of the API in a real browser, under the portal's security policy."""

from typing import Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.scenes import Scene, Stage
from tests.journeys.test_accessibility import opened

pytestmark = pytest.mark.django_db(transaction=True)

# How bright words are: 0 is black, 765 is white.
BRIGHTNESS = "(it) => getComputedStyle(it).color.match(/[0-9]+/g).slice(0, 3).map(Number).reduce((a, b) => a + b)"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_administrator_reads_and_tries_the_api(
    browser: Browser, live_server: LiveServer, theme: Literal["light", "dark"]
) -> None:
    stage = Stage("en")
    with opened(browser, live_server, Scene("/admin/accounts/apiclient/", stage.zhao), "en") as page:
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.emulate_media(color_scheme=theme)
        page.get_by_role("link", name="What the API can do").click()
        expect(page.get_by_role("heading", name="Meeting portal API")).to_be_visible()
        words = page.locator(".opblock-summary-path").first.evaluate(BRIGHTNESS)
        assert (words > 380) == (theme == "dark")
        page.get_by_role("button", name="Authorize").first.click()
        expect(page.locator(".modal-ux")).to_contain_text("clientCredentials")
        page.get_by_role("button", name="Close").last.click()
        listing = page.locator("#operations-meetings-list_meetings")
        listing.locator("button.opblock-summary-control").click()
        listing.get_by_role("button", name="Try it out").click()
        listing.get_by_role("button", name="Execute").click()
        expect(listing.locator(".live-responses-table tbody .response-col_status").first).to_contain_text("200")
        expect(listing.locator(".live-responses-table")).to_contain_text('"results": []')
    assert said == []
    assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {urlsplit(live_server.url).netloc}
