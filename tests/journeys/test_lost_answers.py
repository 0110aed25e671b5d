"""What the network and a kill do to a booking: it is there once, the person sees it, the mail goes out."""

import os
import signal
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, Error, expect

from tests.journeys.pages import ENGLISH, book, device, sign_in
from tests.journeys.product import Product, until

GUEST = "markus@outside.example"


def tomorrow() -> datetime:
    return datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai")) + timedelta(days=1)


def test_a_lost_answer_is_looked_up_and_nothing_is_booked_twice(browser: Browser, product: Product) -> None:
    page = device(browser, ENGLISH).new_page()
    sign_in(page, product, ENGLISH)
    product.fault("answer_lost")
    book(page, ENGLISH, subject="Answer lost", start=tomorrow(), invitees=GUEST)
    # The page says so and looks again by itself.
    expect(page.locator(".mp-state").first).to_have_text("Booked", timeout=40_000)
    assert len(product.conferences("Answer lost")) == 1
    assert product.effects("CreateMeeting", "Answer lost") == 1
    product.mail(GUEST, "Answer lost")
    assert len(product.mails(GUEST, "Answer lost")) == 1


def test_a_web_process_killed_between_vendor_and_commit(browser: Browser, product: Product) -> None:
    page = device(browser, ENGLISH).new_page()
    sign_in(page, product, ENGLISH)
    product.fault("delay", seconds=8)
    killer = threading.Thread(target=kill_the_web_once_booked, args=(product, "Killed"))
    killer.start()
    with suppress(Error, AssertionError):  # the connection is gone with the process
        book(page, ENGLISH, subject="Killed", start=tomorrow(), invitees=GUEST)
    killer.join()
    until(lambda: state_of(product, "Killed") == "sent" or None, "write left behind")
    product.let_leases_run_out()
    page.goto(f"{product.url}/meetings/")
    row = page.get_by_role("row").filter(has_text="Killed")
    until(lambda: state_of(product, "Killed") == "done" or None, "write that is done")
    page.reload()
    expect(row.locator(".mp-state")).to_have_text("Booked")
    assert product.effects("CreateMeeting", "Killed") == 1
    product.mail(GUEST, "Killed")


def kill_the_web_once_booked(product: Product, subject: str) -> None:
    until(lambda: product.conferences(subject), "booked meeting")
    for process in product.workers_of_the_web():
        os.kill(process, signal.SIGKILL)


def state_of(product: Product, subject: str) -> str:
    found = product.rows(
        "SELECT w.state FROM meetings_vendorwrite AS w JOIN meetings_meeting AS m ON m.id = w.meeting_id"
        f" WHERE m.subject = '{subject}'"
    )
    return str(found[0][0]) if found else ""
