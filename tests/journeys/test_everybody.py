"""Whoever has no invitation: by the link for everybody, and by meeting ID, with script and without."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.pages import ANDROID, CHINESE, ENGLISH, WINDOWS, Words, book, device, sign_in
from tests.journeys.product import Product
from tests.journeys.test_main_job import got_in

SHANGHAI = ZoneInfo("Asia/Shanghai")
MAKE = {ENGLISH: "Make a link", CHINESE: "生成链接"}
NAME = {ENGLISH: "Your name", CHINESE: "您的姓名"}
NUMBER = {ENGLISH: "Meeting ID", CHINESE: "会议 ID"}
REFUSED = {
    ENGLISH: "There is no meeting with this ID and password now.",
    CHINESE: "当前没有与此会议 ID 和密码匹配的会议。",
}


def launch_of(page: Page) -> str:
    found = page.locator("a.btn-primary[href^='cloudlink:'], a.btn-primary[href^='intent:']").get_attribute("href")
    assert found is not None
    return found


def send(page: Page) -> None:
    page.get_by_role("button").filter(has=page.locator("use[href*='i-video']")).click()


def enters(product: Product, page: Page, platform: str) -> None:
    """Whoever comes gets in as a guest of the name that they typed."""
    entered = got_in(product, launch_of(page), platform)
    assert (entered["name"], entered["role"], entered["account"]) == ("Markus Weber", "guest", None)
    product.leave(entered)


@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh-Hans"])
def test_somebody_without_an_invitation_joins(browser: Browser, product: Product, words: Words) -> None:
    title = f"{words.locale} for everybody"
    desk = device(browser, words).new_page()
    sign_in(desk, product, words)
    start = (datetime.now(UTC) + timedelta(minutes=6)).astimezone(SHANGHAI)
    book(desk, words, subject=title, start=start, invitees="anna.schmidt@tuv.example")
    expect(desk.locator(".mp-state").first).to_have_text(words.booked)
    with desk.expect_navigation():
        desk.get_by_role("button", name=MAKE[words]).click()
    link = desk.locator(".mp-fact [data-copy*='/m/']").get_attribute("data-copy")
    assert link is not None
    (conference,) = product.conferences(title)
    for platform, agent, script in (("android", ANDROID, True), ("windows", WINDOWS, False)):
        context = device(browser, words, user_agent=agent, script=script)
        page = context.new_page()
        page.goto(link)
        page.get_by_label(NAME[words], exact=True).fill("Markus Weber")
        send(page)
        enters(product, page, platform)
        # The first page is still busy with opening the client.
        page = context.new_page()
        page.goto(f"{product.url}/account/login/")
        page.locator("a[href='/join/']").click()
        page.get_by_label(NUMBER[words], exact=True).fill(conference["conferenceID"])
        page.locator("[name=password]").fill("000000")
        page.get_by_label(NAME[words], exact=True).fill("Markus Weber")
        send(page)
        expect(page.get_by_role("alert")).to_contain_text(REFUSED[words])
        page.locator("[name=password]").fill(conference["guest_password"])
        send(page)
        enters(product, page, platform)
        context.close()


def test_a_name_is_kept_on_the_device_where_somebody_asks_for_it(browser: Browser, product: Product) -> None:
    desk = device(browser, ENGLISH).new_page()
    sign_in(desk, product, ENGLISH)
    start = (datetime.now(UTC) + timedelta(minutes=6)).astimezone(SHANGHAI)
    book(desk, ENGLISH, subject="Kept names", start=start, invitees="anna.schmidt@tuv.example")
    with desk.expect_navigation():
        desk.get_by_role("button", name=MAKE[ENGLISH]).click()
    link = desk.locator(".mp-fact [data-copy*='/m/']").get_attribute("data-copy")
    assert link is not None
    guest, kept = device(browser, ENGLISH), []
    for box in (False, True, False, False):
        page = guest.new_page()
        page.goto(link)
        name = page.get_by_label("Your name", exact=True)
        kept.append(name.input_value())
        name.fill("Markus Weber")
        page.get_by_label("Keep my name on this device").set_checked(box)
        send(page)
        launch_of(page)
    assert kept == ["", "", "Markus Weber", ""]
