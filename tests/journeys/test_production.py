"""Two web processes, two workers and one clock on PostgreSQL and Redis do the main job together."""

import os
import signal
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import requests
from playwright.sync_api import Browser, Error, expect

from tests.journeys.pages import ENGLISH, book, device, sign_in
from tests.journeys.product import entry_in, link_in, until
from tests.journeys.production import Production
from tests.journeys.test_lost_answers import state_of
from tests.journeys.test_series import book_weekly, open_menu

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


def test_a_booking_while_the_broker_is_killed(browser: Browser, production: Production) -> None:
    page = device(browser, ENGLISH).new_page()
    sign_in(page, production, ENGLISH)
    production.broker.kill()
    try:
        book(page, ENGLISH, subject="Nobody notifies", start=tomorrow(), invitees=GUEST)
        expect(page.locator(".mp-state").first).to_have_text("Booked")
        assert production.mails(GUEST, "Nobody notifies") == []
    finally:
        production.broker.start()
    production.mail(GUEST, "Nobody notifies")
    assert production.effects("CreateMeeting", "Nobody notifies") == 1
    assert len(production.mails(GUEST, "Nobody notifies")) == 1
    assert "broker does not answer; the sweep will find the work" in production.said()


def test_one_worker_killed_is_nobodys_loss(browser: Browser, production: Production) -> None:
    page = device(browser, ENGLISH).new_page()
    sign_in(page, production, ENGLISH)
    production.kill_worker(0)
    production.fault("answer_lost")
    book(page, ENGLISH, subject="One worker left", start=tomorrow(), invitees=GUEST)
    expect(page.locator(".mp-state").first).to_have_text("Booked", timeout=40_000)
    production.mail(GUEST, "One worker left")
    assert production.effects("CreateMeeting", "One worker left") == 1


def test_the_workers_killed_while_one_of_them_books(browser: Browser, production: Production) -> None:
    page = device(browser, ENGLISH).new_page()
    sign_in(page, production, ENGLISH)
    production.fault("status", status=429, headers={"Retry-After": "3"}, body="{}")
    production.fault("delay", seconds=8)
    book(page, ENGLISH, subject="Workers gone", start=tomorrow(), invitees=GUEST)
    expect(page.locator(".mp-state").first).to_have_text("Waiting")
    until(lambda: production.conferences("Workers gone"), "meeting that a worker books")
    for number in range(len(production.workers)):
        production.kill_worker(number)
    assert state_of(production, "Workers gone") == "sent"
    production.let_leases_run_out()
    expect(page.locator(".mp-state").first).to_have_text("Booked", timeout=40_000)
    production.mail(GUEST, "Workers gone")
    assert production.effects("CreateMeeting", "Workers gone") == 1
    assert len(production.mails(GUEST, "Workers gone")) == 1


def test_the_web_killed_while_it_moves_an_occurrence(browser: Browser, production: Production) -> None:
    page = device(browser, ENGLISH).new_page()
    sign_in(page, production, ENGLISH)
    start = tomorrow().replace(second=0, microsecond=0)
    book_weekly(page, ENGLISH, "Web gone", start)
    production.mail(GUEST, "Web gone")
    address, later = page.url, start + timedelta(weeks=1, hours=2)
    production.fault("delay", match="PUT /v1/mmc/management/conferences/cyclesubconf", seconds=8)
    killer = threading.Thread(target=kill_the_web_once_moved, args=(production, "Web gone", later))
    killer.start()
    with suppress(Error):  # the connection is gone with the process
        open_menu(page, number=1).locator("li a").first.click()
        page.get_by_label(ENGLISH.day, exact=True).fill(f"{later:%Y-%m-%d}")
        page.get_by_label(ENGLISH.start, exact=True).fill(f"{later:%H:%M}")
        page.locator(".mp-submit .btn-primary").click()
    killer.join()
    page.goto(address)
    expect(page.locator(".mp-state").nth(1)).to_have_text("Changing…")
    production.let_leases_run_out()
    expect(page.locator(".mp-occ .mp-tag use[href*='i-moved']")).to_have_count(1, timeout=40_000)
    assert moved_starts(production, "Web gone") == [f"{later.astimezone(UTC):%Y-%m-%d %H:%M}"]
    production.mail(GUEST, "Web gone", number=2)
    assert len(production.mails(GUEST, "Web gone")) == 2


def kill_the_web_once_moved(production: Production, subject: str, at: datetime) -> None:
    """``at`` is when its second occurrence begins then."""
    wanted = f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"
    until(lambda: wanted in starts_of(production, subject) or None, "occurrence that is moved")
    for process in production.workers_of_the_web():
        os.kill(process, signal.SIGKILL)


def starts_of(production: Production, subject: str) -> list[str]:
    """Of all occurrences at the meeting service."""
    (series,) = production.conferences(subject)
    return [one["startTime"] for one in series["occurrences"]]


def moved_starts(production: Production, subject: str) -> list[str]:
    """Whereto occurrences of the series were moved, by the calls that had an effect."""
    (series,) = production.conferences(subject)
    ids = {one["cycleSubConfID"] for one in series["occurrences"]}
    rows = requests.get(f"{production.sandbox}/_sandbox/ledger", timeout=10).json()
    edits = [row["request"] for row in rows if row["method"] == "PUT" and row["path"].endswith("/cyclesubconf")]
    return [edit["startTime"] for edit in edits if edit["cycleSubConfID"] in ids]
