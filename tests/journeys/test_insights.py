"""The charts of the numbers page are drawn of the tables beside them, once they are seen, and only there."""

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.journeys.scenes import SCENES, Scene, Stage
from tests.journeys.test_accessibility import opened

pytestmark = pytest.mark.django_db(transaction=True)
_PHONE = {"width": 390, "height": 700}
_SCRIPT = "script[src$='built/insights.js']"


def test_a_chart_is_drawn_once_it_is_seen(browser: Browser, live_server: LiveServer) -> None:
    with opened(browser, live_server, SCENES["insights"](Stage("en")), "en", viewport=_PHONE) as page:
        charts = page.locator("[data-chart]")
        folded = page.locator("#insights-booked-table").evaluate("table => !table.closest('details').open")
        assert (charts.count(), folded) == (3, True)
        assert charts.nth(2).locator("canvas").count() == 0
        charts.nth(2).scroll_into_view_if_needed()
        charts.nth(2).locator("canvas").wait_for()


def test_without_a_script_the_tables_say_all(browser: Browser, live_server: LiveServer) -> None:
    scene = SCENES["insights-own"](Stage("en"))
    with opened(browser, live_server, scene, "en", java_script_enabled=False) as page:
        assert page.locator("[data-chart]:visible").count() == 0
        assert page.locator("#insights-meetings-table").is_visible()
        page.locator("summary", has_text="Export").click()
        with page.expect_download() as download:
            page.locator(".mp-options a", has_text="As text (.csv)").first.click()
        assert download.value.suggested_filename.startswith("insights-days-")


def test_other_pages_load_no_charts(browser: Browser, live_server: LiveServer) -> None:
    stage = Stage("en")
    counts = []
    for path in ("/", "/insights/"):
        with opened(browser, live_server, Scene(path, stage.chen), "en") as page:
            counts.append(page.locator(_SCRIPT).count())
    assert counts == [0, 1]
