"""Axe finds nothing on any page, on a desk and on a phone, in light and in dark; nothing scrolls sideways."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.journeys.pages import CHINESE, ENGLISH, Words, book, device, sign_in
from tests.journeys.product import Product, link_in

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_DESK, _PHONE, _NARROW = (1440, 900), (390, 844), 320
GUEST = "anna@outside.example"


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh-Hans"])
def test_no_page_keeps_anybody_out(browser: Browser, product: Product, words: Words) -> None:
    page = device(browser, words).new_page()
    page.goto(f"{product.url}/account/login/")
    found = list(flaws(page))
    sign_in(page, product, words)
    start = datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")) + timedelta(minutes=9)
    title = f"Axe {words.locale}"
    book(page, words, subject=title, start=start, invitees=GUEST)
    meeting = page.url
    addresses = [meeting, f"{meeting}edit/", f"{meeting}cancel/"]
    addresses += [product.url + path for path in ("/", "/meetings/", "/meetings/past/", "/meetings/book/")]
    addresses += [product.url + path for path in ("/settings/", "/account/password/change/")]
    addresses += [link_in(product.mail(GUEST, title)), f"{product.url}/j/unknown/"]
    for address in addresses:
        page.goto(address)
        found += flaws(page)
    page.goto(f"{product.url}/meetings/book/")
    page.get_by_role("button", name=words.book).click()
    found += flaws(page)
    assert found == []


def flaws(page: Page) -> Iterator[str]:
    """What is wrong with the open page, in both sizes and both themes."""
    for size in (_DESK, _PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            told = Axe().run(page, options={"runOnly": _TAGS, "resultTypes": ["violations"]})
            for flaw in told.response["violations"]:
                where = json.dumps([node["target"] for node in flaw["nodes"]][:3])
                yield f"{page.url} {size[0]} {theme}: {flaw['id']} {where}"
    page.set_viewport_size({"width": _NARROW, "height": 700})
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        yield f"{page.url} scrolls sideways at {_NARROW} px"
    page.set_viewport_size({"width": _DESK[0], "height": _DESK[1]})
