"""Writes the main pages as pictures: ``make screenshots``, with SCENES='search calendar' only those.

They lie in var/screenshots/, one for each language, theme and size, to be laid beside each other. Its name is
none that pytest collects by itself, since it compares nothing.
"""

import os
from itertools import product
from pathlib import Path
from typing import Literal

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.journeys.axe import DESKTOP, PHONE
from tests.journeys.scenes import SCENES, Stage
from tests.journeys.test_accessibility import LANGUAGES, opened

pytestmark = pytest.mark.django_db(transaction=True)
_LOOKED_AT = "home calendar calendar-month list list-past search rooms insights session settings subscription"
_TYPED_IN = "book book-busy book-draft book-template templates edit-series cancel-series"
_MET = "meeting-booked series join-early"
MAIN = f"{_LOOKED_AT} {_TYPED_IN} {_MET}".split()
FOLDER = Path(__file__).resolve().parents[2] / "var" / "screenshots"
THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", os.environ.get("SCENES", "").split() or MAIN)
def test_take(browser: Browser, live_server: LiveServer, name: str, language: str) -> None:
    cache.clear()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with opened(browser, live_server, SCENES[name](Stage(language)), language) as page:
        for theme, (size, (width, height)) in product(THEMES, {"desktop": DESKTOP, "phone": PHONE}.items()):
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.set_viewport_size({"width": width, "height": height})
            page.screenshot(path=FOLDER / f"{name}-{language}-{size}-{theme}.png", full_page=True)
