"""A meeting is led in a browser while it runs: on a desk, on a phone without JavaScript, whatever watchers do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.vendor import numbers
from control.services import watching
from meetings.models import Meeting
from tests.control.watched import Crowd
from tests.factories.vendor import Vendor
from tests.flows.killable import World, begun
from tests.patience import HANG_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)
_PATIENCE = HANG_SECONDS * 1000


def never() -> bool:
    return False


watch = partial(watching.watch, is_ending=never)


@pytest.fixture
def crowd(vendor: Vendor, led: Meeting, chen: User) -> Crowd:
    """Return the people of Chen Jing's meeting, who is in as its host."""
    vendor.assume(pstn="bought")
    numbers.number_of(person=chen)
    found = Crowd(vendor, led)
    found.come("Chen Jing", account="chen", as_host=True)
    Meeting.objects.update(state="running")
    return found


@contextmanager
def opened(browser: Browser, server: LiveServer, person: User, path: str, *, script: bool = True) -> Iterator[Page]:
    size: ViewportSize = {"width": 1280, "height": 900} if script else {"width": 390, "height": 844}
    context = browser.new_context(locale="en-GB", base_url=server.url, java_script_enabled=script, viewport=size)
    context.set_default_timeout(_PATIENCE)
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server.url}])
    page = context.new_page()
    try:
        page.goto(path)
        yield page
    finally:
        context.close()


def press(page: Page, name: str, said: str) -> None:
    """Press a button, and read what came of it."""
    page.get_by_role("button", name=name).first.click()
    expect(page.locator("#live-said")).to_contain_text(said, timeout=_PATIENCE)


def there(page: Page, count: int) -> None:
    expect(page.locator("#in")).to_have_text(re.compile(rf"\s{count}\s*$"), timeout=_PATIENCE)


def call(page: Page, label: str, number: str) -> None:
    page.get_by_role("link", name="Invite").click()
    field = page.get_by_label(label)
    field.fill(number)
    field.locator("xpath=ancestor::form").get_by_role("button", name="Call").click()
    expect(page.locator(".mp-banner-ok").first).to_contain_text("You called", timeout=_PATIENCE)


def test_a_host_leads_the_meeting(
    browser: Browser, live_server: LiveServer, world: World, vendor: Vendor, chen: User, led: Meeting, crowd: Crowd
) -> None:
    pids = [crowd.come(f"Guest {number:02}") for number in range(12)]
    with opened(browser, live_server, chen, f"/meetings/{led.pk}/live/") as page:
        with begun(world, watch) as watcher:
            expect(page.locator("#wait")).to_contain_text("12 people wait", timeout=_PATIENCE)
            for number in range(2):
                press(page, f"Admit: Guest {number:02}", f"You let Guest {number:02} in.")
            expect(page.locator("#wait")).to_contain_text("10 people wait", timeout=_PATIENCE)
            press(page, "Admit all", "You let everybody in who waited.")
            there(page, 13)
            if page.get_by_role("button", name="Mute all", exact=False).first.get_attribute("aria-pressed") == "true":
                press(page, "Mute all", "You let everybody speak.")
                expect(page.locator("#live-controls button").first).to_have_attribute("aria-pressed", "false")
            press(page, "Mute all", "You muted everybody.")
            assert all(muted for name, (muted, _hand, _waits) in crowd.truth().items() if name.startswith("Guest"))
            page.locator(f"[id='p-{pids[3]}'] [data-menu]").click()
            page.locator(f"[id='p-{pids[3]}']").get_by_role("button", name="Give the floor").click()
            expect(page.locator(f"[id='p-{pids[3]}']")).to_contain_text("Has the floor", timeout=_PATIENCE)
            call(page, "Phone number", "+8613800138000")
            call(page, "Number of the terminal", "0255")
            expect(page.locator("#live-in")).to_contain_text("being called", timeout=_PATIENCE)
            press(page, "30 min longer", "You made the meeting 30 minutes longer.")
            press(page, "Record", "You started the recording.")
            expect(page.locator("#live-head")).to_contain_text("Recording", timeout=_PATIENCE)
            watcher.kill()
        crowd.go(pids[5])
        with begun(world, watch):
            expect(page.locator(f"[id='p-{pids[5]}']")).to_have_count(0, timeout=_PATIENCE)
            crowd.cut()
            crowd.go(pids[6])
            there(page, 11)
            page.get_by_role("link", name="End for all").click()
            page.get_by_role("button", name="End for everybody").click()
            expect(page.locator("main")).to_contain_text("The meeting is over for everybody.", timeout=_PATIENCE)
    assert not vendor.conference(led)["is_running"]


def test_on_a_phone_without_javascript(
    browser: Browser, live_server: LiveServer, world: World, chen: User, led: Meeting, crowd: Crowd
) -> None:
    crowd.come("Anna")
    with begun(world, watch), opened(browser, live_server, chen, f"/meetings/{led.pk}/live/", script=False) as page:
        admit = page.get_by_role("button", name="Admit: Anna")
        for _ in range(100):
            if admit.count():
                break
            page.get_by_role("link", name="Look again").click()
        admit.click()
        expect(page.locator(".mp-banner-ok").first).to_contain_text("You let Anna in.")
        assert crowd.truth()["Anna"][2] is False
        page.get_by_role("button", name="15 min longer").click()
        expect(page.locator(".mp-banner-ok").first).to_contain_text("You made the meeting 15 minutes longer.")
        page.get_by_role("link", name="End for all").click()
        page.get_by_role("button", name="End for everybody").click()
        expect(page.locator(".mp-banner-ok").first).to_contain_text("The meeting is over for everybody.")
