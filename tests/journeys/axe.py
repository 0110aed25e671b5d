"""What axe and a ruler find wrong with an open page."""

import json
from collections.abc import Iterator
from typing import Any, Literal, cast

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

Theme = Literal["light", "dark"]
Size = tuple[int, int]
# What axe looks at: all of its rules, or those whose verdict a theme can change.
Extent = Literal["whole", "colours"]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESKTOP, PHONE, TABLET, NARROW = (1440, 900), (390, 844), (768, 1024), (320, 640)
# Both themes in both sizes. A theme changes colours alone (assets/css/01-tokens.css), so that the second one of a size
# is looked at for these.
VIEWS: list[tuple[Theme, Size, Extent]] = [
    ("light", DESKTOP, "whole"),
    ("dark", DESKTOP, "colours"),
    ("dark", PHONE, "whole"),
    ("light", PHONE, "colours"),
]
_NEXT_FRAME = "new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))"
_RUN = """([tags, extent, options]) => {
  const colours = axe.getRules(tags).filter((rule) => rule.tags.includes("cat.color")).map((rule) => rule.ruleId);
  const runOnly = extent === "whole" ? tags : { type: "rule", values: colours };
  return axe.run({ ...options, runOnly, resultTypes: ["violations"] }).then((results) => results.violations);
}"""


def flaws(page: Page) -> Iterator[str]:
    """What is wrong with the open page, in both sizes and both themes, and whether it scrolls sideways."""
    for (theme, (width, _)), found in violations_in_all_views(page).items():
        for flaw in found:
            where = json.dumps([node["target"] for node in flaw["nodes"]][:3])
            yield f"{page.url} {width} {theme}: {flaw['id']} {where}"
    resize(page, NARROW)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        yield f"{page.url} scrolls sideways at {NARROW[0]} px"
    resize(page, DESKTOP)


def resize(page: Page, size: Size) -> None:
    """Show the page in another size: it hears of it with the next frame."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate(_NEXT_FRAME)


def violations_in_all_views(page: Page, **options: Any) -> dict[tuple[Theme, Size], list[dict[str, Any]]]:
    """Return what axe finds on the open page in each theme and size."""
    found = {}
    for theme, size, extent in VIEWS:
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        resize(page, size)
        page.evaluate("window.scrollTo(0, 0)")  # under the sticky head a field has no size that could be hit
        found[theme, size] = _violations(page, extent, options)
    return found


def _violations(page: Page, extent: Extent, options: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what axe finds. Its half a megabyte is sent once, and what is right isn't sent back."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    return cast(list[dict[str, Any]], page.evaluate(_RUN, [TAGS, extent, options]))
