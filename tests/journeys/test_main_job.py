"""The whole way: somebody books, everybody gets in with one click, and what changes is told."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.pages import ANDROID, CHINESE, ENGLISH, WINDOWS, Words, book, device, sign_in
from tests.journeys.product import Product, entry_in, link_in, until

GUEST, COLLEAGUE = "anna.schmidt@tuv.example", "wang.fang@qingshan.example"
SHANGHAI = ZoneInfo("Asia/Shanghai")

languages = pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh-Hans"])


def subject(words: Words, title: str) -> str:
    return f"{title} {'B 线路线图' if words is CHINESE else 'Roadmap'}"


def booked(page: Page, product: Product, words: Words, title: str, start: datetime) -> dict[str, Any]:
    """Book as a person does, and what stands at the meeting service then."""
    invitees = f"Anna Schmidt <{GUEST}>, {COLLEAGUE}"
    book(page, words, subject=title, start=start.astimezone(SHANGHAI), invitees=invitees)
    expect(page.locator(".mp-state").first).to_have_text(words.booked)
    (conference,) = product.conferences(title)
    return conference


@languages
def test_everybody_joins_with_one_click(browser: Browser, product: Product, words: Words) -> None:
    title, start = subject(words, "Join"), datetime.now(UTC) + timedelta(minutes=6)
    desk = device(browser, words)
    page = desk.new_page()
    sign_in(page, product, words)
    conference = booked(page, product, words, title, start)
    assert conference["startTime"] == f"{start:%Y-%m-%d %H:%M}"
    assert [(who.get("accountId"), who["email"]) for who in conference["attendees"]] == [
        (None, GUEST),
        ("wang.fang", COLLEAGUE),
    ]
    link = link_in(product.mail(GUEST, title))
    for platform, agent, script in (
        ("android", ANDROID, True),
        ("windows", WINDOWS, True),
        ("windows", WINDOWS, False),
    ):
        launch = opened_by_guest(browser, link, words, agent, script=script)
        assert launch.startswith("intent://" if platform == "android" else "cloudlink://")
        entered = got_in(product, launch, platform)
        assert (entered["name"], entered["role"], entered["account"]) == ("Anna Schmidt", "guest", None)
        (now_in,) = product.conferences(title)[0]["participants"]
        assert (now_in["name"], now_in["role"]) == ("Anna Schmidt", "guest")
        product.leave(entered)
    join_as_organiser(page, product, words, title)


class Hands:
    """What somebody does with a page, counted: a click, or a field that is filled."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def click(self, found: Locator) -> None:
        self.done.append("click")
        found.click()

    def type(self, found: Locator, text: str) -> None:
        self.done.append(f"type {text}")
        found.fill(text)


@languages
def test_a_simple_meeting_takes_six_interactions_at_most(browser: Browser, product: Product, words: Words) -> None:
    """From "New meeting" on: subject, start, one invitee, "Book"; day, zone and length are there."""
    title, hands = subject(words, "Simple"), Hands()
    page = device(browser, words).new_page()
    sign_in(page, product, words)
    hands.click(page.get_by_role("link", name=words.new).first)
    hands.type(page.get_by_label(words.subject, exact=True), title)
    hands.type(page.get_by_label(words.start, exact=True), "明天 9 点" if words is CHINESE else "tomorrow 9")
    hands.type(page.get_by_role("combobox", name=words.invitees), GUEST)
    hands.click(page.get_by_role("button", name=words.book))
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.locator(".mp-state").first).to_have_text(words.booked)
    (conference,) = product.conferences(title)
    assert [who["email"] for who in conference["attendees"]] == [GUEST]
    assert len(hands.done) <= 6, hands.done


def opened_by_guest(browser: Browser, link: str, words: Words, agent: str, *, script: bool) -> str:
    """The launch link behind an invitee's link, for somebody who is signed in nowhere."""
    context = device(browser, ENGLISH, user_agent=agent, script=script)
    page = context.new_page()
    page.goto(link)
    page.get_by_role("button").filter(has=page.locator("use[href*='i-video']")).click()
    launch = page.locator("a.btn-primary[href^='cloudlink:'], a.btn-primary[href^='intent:']").get_attribute("href")
    context.close()
    assert launch is not None
    return launch


def join_as_organiser(page: Page, product: Product, words: Words, title: str) -> None:
    """Signed in, they are the host; the login ticket in the link works once."""
    page.goto(link_in(product.mail(words.address, title)).replace(":///", "://"))
    page.get_by_role("button", name=words.open_meeting).click()
    launch = page.locator("a[href^='cloudlink:']").first.get_attribute("href")
    assert launch is not None
    assert "page=LoginAndJoinConf" in launch
    entered = got_in(product, launch, "windows")
    assert (entered["role"], entered["account"]) == ("host", words.user_id)
    product.leave(entered)
    again = product.open_in_client(launch, "windows")
    assert (again.status_code, again.json()["error_code"]) == (401, "USG.206010013")


def got_in(product: Product, launch: str, platform: str) -> dict[str, Any]:
    answer = product.open_in_client(launch, platform)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@languages
def test_a_change_and_a_cancellation_reach_everybody(browser: Browser, product: Product, words: Words) -> None:
    title, start = subject(words, "Change"), datetime.now(UTC) + timedelta(days=1)
    page = device(browser, words).new_page()
    sign_in(page, product, words)
    before = booked(page, product, words, title, start)
    invited = product.mail(GUEST, title)
    uid, sequence = entry(invited, "REQUEST", title)
    renamed = f"{title} 2"
    page.get_by_role("link", name=words.edit, exact=True).click()
    page.get_by_label(words.subject, exact=True).fill(renamed)
    page.get_by_role("button", name=words.save).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(renamed)
    (after,) = until(lambda: product.conferences(renamed), "changed meeting")
    assert as_wished(after) == as_wished(before) | {"subject": renamed}
    changed = product.mail(GUEST, renamed)
    assert link_in(changed) == link_in(invited)
    changed_uid, changed_sequence = entry(changed, "REQUEST", renamed)
    assert (changed_uid, changed_sequence > sequence) == (uid, True)
    cancel(page)
    expect(page.locator(".mp-state").first).to_have_text(words.cancelled)
    assert product.conferences(renamed) == []
    cancellation = product.mail(GUEST, renamed, number=2)
    gone_uid, gone_sequence = entry(cancellation, "CANCEL", renamed)
    assert (gone_uid, gone_sequence > changed_sequence) == (uid, True)
    outside = device(browser, words).new_page()
    outside.goto(link_in(invited))
    expect(outside.locator(".mp-state").first).to_have_text("已取消" if words is CHINESE else "Cancelled")
    assert outside.locator("a[href^='cloudlink:']").count() == 0


def as_wished(conference: dict[str, Any]) -> dict[str, Any]:
    """The meeting with its people as they were asked for; what the service knows of them besides stands there, too."""
    asked = ("name", "email", "accountId", "appId", "role", "type")
    return conference | {"attendees": [{name: one.get(name) for name in asked} for one in conference["attendees"]]}


def entry(mail: EmailMessage, method: str, title: str) -> tuple[str, int]:
    """UID and SEQUENCE of the calendar entry that the mail brings."""
    found, event = entry_in(mail)
    attendees = event["ATTENDEE"]
    assert (found, str(event["SUMMARY"]), str(attendees)) == (method, title, f"mailto:{GUEST}")
    return str(event["UID"]), event.sequence


def cancel(page: Page) -> None:
    """In the dialog, whose button names the day."""
    page.locator("[data-dialog=cancel-dialog]").click()
    page.get_by_role("dialog").locator("button.btn-danger").click()
