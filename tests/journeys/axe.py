"""What axe and a ruler find wrong with an open page."""

import json
from collections.abc import Iterator
from typing import Any, cast

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESKTOP, PHONE, NARROW = (1440, 900), (390, 844), (320, 640)


def flaws(page: Page) -> Iterator[str]:
    """What is wrong with the open page, in both sizes and both themes, and whether it scrolls sideways."""
    for size in (DESKTOP, PHONE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            for flaw in violations(page):
                where = json.dumps([node["target"] for node in flaw["nodes"]][:3])
                yield f"{page.url} {size[0]} {theme}: {flaw['id']} {where}"
    page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        yield f"{page.url} scrolls sideways at {NARROW[0]} px"
    page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})


def violations(page: Page, **options: Any) -> list[dict[str, Any]]:
    """Return what axe finds on the open page. Its half a megabyte is sent once, and what is right isn't sent back."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    given = {"runOnly": TAGS, "resultTypes": ["violations"], **options}
    found = page.evaluate("(options) => axe.run(options).then((results) => results.violations)", given)
    return cast(list[dict[str, Any]], found)
