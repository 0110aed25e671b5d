"""Take docs/portal.png, the picture of the product in README.md: `python -m scripts.picture`.

It starts the product with its demo, books as the journeys do, and photographs the home page.
"""

import os
import sys
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, sync_playwright

from scripts import browser
from tests.journeys.chromium import launch_options
from tests.journeys.pages import ENGLISH, book, device, sign_in
from tests.journeys.product import Product, started_product

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "portal.png"
LARGEST_BYTES = 200_000
_WIDTH, _HEIGHT = 1180, 880
# The demo's Li Wei reads English and lives in Shanghai.
_ZONE = ZoneInfo("Asia/Shanghai")
_CHEN, _WANG, _ANNA = "chen.jing@qingshan.example", "wang.fang@qingshan.example", "anna.schmidt@tuv.example"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    if code := browser.main():
        return code
    with tempfile.TemporaryDirectory() as folder, started_product(Path(folder)) as product:
        picture = _take(product)
    if len(picture) > LARGEST_BYTES:
        print(f"The picture has {len(picture)} bytes, more than {LARGEST_BYTES}: make it smaller.", file=sys.stderr)
        return 1
    PICTURE.write_bytes(picture)
    print(f"{PICTURE}: {len(picture)} bytes")
    return 0


def _take(product: Product) -> bytes:
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(**launch_options()) as chromium,
        device(chromium, ENGLISH) as context,
    ):
        page = context.new_page()
        page.set_viewport_size({"width": _WIDTH, "height": _HEIGHT})
        sign_in(page, product, ENGLISH)
        _fill_the_week(page)
        page.goto(f"{product.url}/", wait_until="networkidle")
        return page.screenshot(animations="disabled")


def _fill_the_week(page: Page) -> None:
    now = datetime.now(_ZONE)
    soon = now + timedelta(minutes=20)
    for subject, start, invitees in (
        ("Q3 roadmap with Munich: sensor line B and certification", soon, f"{_CHEN}, {_WANG}, {_ANNA}"),
        ("Firmware 26.5 release review", _day(now, 1, 10, 0), f"{_CHEN}, {_WANG}"),
        ("Supplier audit kick-off", _day(now, 1, 14, 30), _ANNA),
        ("Line B pilot run, second shift", _day(now, 3, 9, 30), _WANG),
    ):
        book(page, ENGLISH, subject=subject, start=start, invitees=invitees)


def _day(now: datetime, days: int, hour: int, minute: int) -> datetime:
    return (now + timedelta(days=days)).replace(hour=hour, minute=minute)


if __name__ == "__main__":
    sys.exit(main())
