"""Every page for everybody: WCAG 2.2 AA as far as a machine can tell, in both languages, themes and sizes."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from playwright.sync_api import Browser, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

from tests.journeys.axe import NARROW, TABLET, Size, Theme, resize, violations_in_all_views
from tests.journeys.scenes import MAILS, SCENES, Scene, Stage, agent

pytestmark = pytest.mark.django_db(transaction=True)
LANGUAGES = ["en", "zh-hans"]
# A mail is read inside the mail program's own page.
NOT_FOR_MAILS = {"region": {"enabled": False}, "landmark-one-main": {"enabled": False}}

# As the browser says it, and htmx of what it asked for.
_REFUSED = re.compile("(responded with a status of|Response Status Error Code) (401|409|422|429)")

# What one presses, with the area that a finger hits: a box's label, a row's stretched link.
SMALL_TARGETS = """() => {
  const hit = (it) => {
    const label = it.matches("input") && it.closest("label");
    const box = (label || it).getBoundingClientRect();
    const over = getComputedStyle(it, "::after");
    const grown = over.position === "absolute" && over.content !== "none";
    const [width, height] = grown ? [parseFloat(over.width), parseFloat(over.height)] : [0, 0];
    return [Math.max(box.width, width), Math.max(box.height, height)];
  };
  const inline = (it) => it.matches("a") && getComputedStyle(it).display === "inline";
  return [...document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")]
    .filter((it) => it.checkVisibility({ visibilityProperty: true, opacityProperty: false }) && !inline(it))
    .filter((it) => !it.closest(".visually-hidden, .mp-skip"))
    .map((it) => [it.outerHTML.slice(0, 120), ...hit(it).map(Math.round)])
    .filter(([, width, height]) => width < 44 || height < 44);
}"""


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """What one scene has used up of a rate limit is not missing in the next."""
    cache.clear()


@contextmanager
def opened(browser: Browser, server: LiveServer, scene: Scene, language: str, **options: Any) -> Iterator[Page]:
    """The scene's page, after what is done on it. Nothing may go wrong on its console meanwhile."""
    locale = {"en": "en-GB", "zh-hans": "zh-CN"}[language]
    context = browser.new_context(user_agent=agent(scene), locale=locale, base_url=server.url, **options)
    if scene.person:
        client = Client()
        client.force_login(scene.person)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.url}])
    page = context.new_page()
    said = _faults_of(page)
    try:
        answer = page.goto(scene.path)
        assert answer is not None
        assert answer.ok != scene.is_gone
        if scene.act:
            scene.act(page)
        yield page
        assert [fault for fault in said if not (scene.is_gone and scene.path in fault)] == []
    finally:
        context.close()


def _faults_of(page: Page) -> list[str]:
    """Return a list that fills with what the page's console calls an error, each with the address that it is about.

    That a form was refused, which is what the scene is about, the browser calls one as well.
    """
    said: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and not _REFUSED.search(message.text):
            said.append(f"{message.text} {message.location}")

    page.on("console", listen)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES.keys())
def test_page_is_for_everybody(
    browser: Browser, live_server: LiveServer, scene: Callable[[Stage], Scene], language: str
) -> None:
    with opened(browser, live_server, scene(Stage(language)), language) as page:
        found = _in_all_views(page)
        widths = [_width_at(page, size) for size in (TABLET, NARROW)]
        small = page.evaluate(SMALL_TARGETS)
    assert (found, widths, small) == ({}, [TABLET[0], NARROW[0]], [])


@pytest.mark.parametrize(("language", "name"), list(product(LANGUAGES, MAILS)))
def test_axe_finds_nothing_in_a_mail(browser: Browser, language: str, name: str) -> None:
    stage = Stage(language)
    with translation.override(language):
        mail = stage.mails()[name]
    context = browser.new_context()
    page = context.new_page()
    page.set_content(mail)
    found = _in_all_views(page, rules=NOT_FOR_MAILS)
    context.close()
    assert found == {}


def _width_at(page: Page, size: Size) -> int:
    """Return how wide the page is, in CSS pixels: wider than ``size`` where it scrolls sideways."""
    resize(page, size)
    return int(page.evaluate("document.documentElement.scrollWidth"))


def _in_all_views(page: Page, **options: Any) -> dict[tuple[Theme, Size], list[str]]:
    """What axe finds, as one line each, where it finds something."""
    return {
        view: [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]
        for view, found in violations_in_all_views(page, **options).items()
        if found
    }
