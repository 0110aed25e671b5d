"""The page's forms and files, and the page in a browser."""

import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.sandbox.calls.page import fetch_page, send_form
from tests.sandbox.demo_sandbox import Demo
from tests.sandbox.program import CONFERENCES, Caller, Sandbox

_FORM = "/_sandbox/page/faults"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def _kinds(sandbox: Sandbox) -> list[tuple[Any, ...]]:
    active = requests.get(f"{sandbox.url}/_sandbox/faults", timeout=10).json()
    return [(fault["kind"], fault["times"], fault["rate"]) for fault in active]


def test_faults_are_switched_by_a_form(sandbox: Sandbox, chen: Caller) -> None:
    answer = send_form(sandbox, _FORM, answer_lost="on", times="1")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/#faults")
    send_form(sandbox, _FORM, throttled="on", times="rate")
    send_form(sandbox, _FORM, fault="on")
    assert _kinds(sandbox) == [("answer_lost", 1, None), ("status", None, 0.1), ("status", 3, None)]
    assert fetch_page(sandbox).count('aria-checked="true"') == 3
    send_form(sandbox, _FORM, throttled="off")
    assert _kinds(sandbox) == [("answer_lost", 1, None), ("status", 3, None)]
    send_form(sandbox, _FORM, all="off", nonsense="on")
    assert _kinds(sandbox) == []
    assert chen.create()[0] == 200


def test_reset_by_a_form(sandbox: Sandbox, chen: Caller) -> None:
    chen.book()
    assert send_form(sandbox, "/_sandbox/page/reset").status_code == 303
    assert sandbox.state()["meetings"] == []


def test_nothing_but_its_own_files_is_served(sandbox: Sandbox) -> None:
    at = urlsplit(sandbox.url)
    for path in ("/_sandbox/static/../control.html", "/_sandbox/static/%2e%2e/control.html", "/_sandbox/static/x"):
        with socket.create_connection((str(at.hostname), at.port or 0), timeout=5) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {at.netloc}\r\nConnection: close\r\n\r\n".encode())
            assert connection.recv(100).startswith(b"HTTP/1.1 404")


def test_the_page_in_a_browser(sandbox: Sandbox, chen: Caller, page: Page) -> None:
    page.goto(sandbox.url)
    switch = page.get_by_role("switch", name="Cut before writing")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    chen.book(subject="It came by itself")
    expect(page.get_by_text("It came by itself", exact=True)).to_be_visible()


def test_people_are_folded_after_ten_and_found_by_a_word(demo: Demo, page: Page) -> None:
    page.goto(demo.url)
    part = page.locator('[data-live="people"]')
    rows, rest = part.locator("tbody tr"), part.locator("summary")
    people = len(demo.state()["users"])
    assert people > 60
    expect(rows).to_have_count(people)
    expect(rows.filter(visible=True)).to_have_count(10)
    expect(rest).to_have_text(f"{people - 10} more")
    page.get_by_role("searchbox").fill("li wei")
    found = rows.filter(visible=True)
    expect(found.first).to_contain_text("li.wei")
    assert found.count() < 10
    expect(page.locator("#find-people [role=status]")).to_have_text(f"{found.count()} of {people}")
    page.get_by_role("searchbox").fill("nobody at all")
    expect(found).to_have_count(0)


def test_ten_people_are_not_folded(sandbox: Sandbox, page: Page) -> None:
    for number in range(4):
        sandbox.caller(f"person-{number}")
    page.goto(sandbox.url)
    part = page.locator('[data-live="people"]')
    people = len(sandbox.state()["users"])
    assert people <= 10
    expect(part.locator("tbody tr").filter(visible=True)).to_have_count(people)
    expect(part.locator("details")).to_have_count(0)


def test_the_web_client(sandbox: Sandbox, chen: Caller, page: Page) -> None:
    meeting = chen.book(confConfigInfo={"guestPwd": "482913", "allowGuestStartConf": True})
    page.goto(meeting["guestJoinUri"])
    page.get_by_label("Your name").fill("Anna")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("status")).to_have_text("You are in the meeting as Anna (guest).")
    (anna,) = sandbox.meeting(meeting["conferenceID"])["participants"]
    assert (anna["name"], anna["role"], anna["platform"]) == ("Anna", "guest", "web")
    page.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("status")).to_have_text("You have left.")
    assert chen.call("GET", f"{CONFERENCES}/history", params={"startDate": 0, "endDate": 2 * 10**12})[1]["count"] == 1
    chen.cancel(meeting["conferenceID"])
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("status")).to_contain_text("MMC.111070005")
