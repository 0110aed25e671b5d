"""What the tables of a series look like where there is little room: measured, since no other test sees it."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.journeys.axe import DESKTOP, PHONE
from tests.journeys.scenes import SCENES, Scene, Stage
from tests.journeys.test_accessibility import opened

pytestmark = pytest.mark.django_db(transaction=True)

# Each cell's written words, the left edge of each line of them and the right edge of all.
WRITTEN = """(cells) => cells.filter((cell) => cell.textContent.trim()).map((cell) => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  const boxes = [...range.getClientRects()].filter((box) => box.width);
  return [Math.min(...boxes.map((box) => box.left)), Math.max(...boxes.map((box) => box.right))].map(Math.round);
})"""


def _monthly(page: Page) -> None:
    """A day that February lacks, next year: the longest words that a date has."""
    page.locator("#day").fill(f"{page.evaluate('new Date().getFullYear()') + 1}-01-30")
    page.locator(".mp-chip:has(input[value=month])").click()
    page.locator("#count").fill("3")
    page.locator("#preview-occurrences li:nth-child(3)").wait_for()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_note_stands_beside_its_date(
    browser: Browser, live_server: LiveServer, language: str, size: tuple[int, int]
) -> None:
    scene = Scene("/meetings/book/", Stage(language).chen, act=_monthly)
    viewport = {"width": size[0], "height": size[1]}
    with opened(browser, live_server, scene, language, viewport=viewport) as page:
        february = page.locator("#preview-occurrences li").nth(1)
        _number, day, note = february.locator("span").evaluate_all(WRITTEN)
    assert day[1] < note[0]


def test_on_a_phone_all_that_is_said_of_a_date_begins_at_one_edge(browser: Browser, live_server: LiveServer) -> None:
    stage = Stage("zh-hans")
    viewport = {"width": PHONE[0], "height": PHONE[1]}
    scene = SCENES["series"](stage)
    with opened(browser, live_server, scene, "zh-hans", viewport=viewport) as page:
        moved = page.locator(".mp-occ tr:has(use[href*='i-moved'])").first
        moved.locator("td:first-child").evaluate("cell => { cell.textContent = '2027年12月28日 星期二 上午' }")
        first, times = moved.locator("td:nth-child(-n+2)").evaluate_all(WRITTEN)
    assert times[0] >= first[0]
