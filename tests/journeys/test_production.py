"""Two web processes, two workers and one clock on PostgreSQL and Redis do the main job together."""

import os
import signal
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, expect

from tests.journeys.pages import ENGLISH, book, device, sign_in
from tests.journeys.product import entry_in, link_in
from tests.journeys.production import Production

GUEST = "anna.schmidt@tuv.example"


def tomorrow() -> datetime:
    return datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")) + timedelta(days=1)


def test_the_main_job_from_process_to_process(browser: Browser, production: Production) -> None:
    page = device(browser, ENGLISH).new_page()
    sign_in(page, production, ENGLISH)
    book(page, ENGLISH, subject="Two of each", start=tomorrow(), invitees=GUEST)
    address = page.url.removeprefix(production.url)
    page.goto(production.other_url + address)
    expect(page.locator(".mp-state").first).to_have_text("Booked")
    invited = production.mail(GUEST, "Two of each")
    page.get_by_role("link", name=ENGLISH.edit, exact=True).click()
    page.get_by_label(ENGLISH.subject, exact=True).fill("Two of each, changed")
    page.get_by_role("button", name=ENGLISH.save).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Two of each, changed")
    changed = production.mail(GUEST, "Two of each, changed")
    assert link_in(changed) == link_in(invited)
    assert entry_in(changed)[1]["UID"] == entry_in(invited)[1]["UID"]
    page.goto(f"{production.url}{address}cancel/")
    page.locator("main form button.btn-danger, main form button[type=submit]").first.click()
    expect(page.locator(".mp-state").first).to_have_text("Cancelled")
    assert entry_in(production.mail(GUEST, "Two of each, changed", number=2))[0] == "CANCEL"
    assert production.conferences("Two of each, changed") == []
    assert production.effects("CreateMeeting", "Two of each") == 1
    assert [entry_in(mail)[0] for mail in production.mails(GUEST, "Two of each")] == ["REQUEST", "REQUEST", "CANCEL"]


def test_a_booking_without_the_broker(browser: Browser, production: Production) -> None:
    page = device(browser, ENGLISH).new_page()
    sign_in(page, production, ENGLISH)
    production.broker.cut()
    try:
        book(page, ENGLISH, subject="Nobody rings", start=tomorrow(), invitees=GUEST)
        expect(page.locator(".mp-state").first).to_have_text("Booked")
        assert production.mails(GUEST, "Nobody rings") == []
    finally:
        production.broker.mend()
    production.mail(GUEST, "Nobody rings")
    assert production.effects("CreateMeeting", "Nobody rings") == 1
    assert len(production.mails(GUEST, "Nobody rings")) == 1
    assert "broker does not answer; the sweep will find the work" in production.said()


def test_one_worker_killed_is_nobodys_loss(browser: Browser, production: Production) -> None:
    page = device(browser, ENGLISH).new_page()
    sign_in(page, production, ENGLISH)
    os.killpg(production.workers[0].pid, signal.SIGKILL)
    production.fault("answer_lost")
    book(page, ENGLISH, subject="One worker left", start=tomorrow(), invitees=GUEST)
    expect(page.locator(".mp-state").first).to_have_text("Booked", timeout=40_000)
    production.mail(GUEST, "One worker left")
    assert production.effects("CreateMeeting", "One worker left") == 1
