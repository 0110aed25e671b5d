"""The pages: for developers, and as the web client."""

import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.sandbox.program import APP_KEY, CONFERENCES, Caller, Sandbox

_FORM = "/_sandbox/page/faults"


def _page(sandbox: Sandbox) -> str:
    answer = requests.get(sandbox.url, timeout=10)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
    return answer.text


def _post(sandbox: Sandbox, path: str, origin: str | None = None, **form: str) -> requests.Response:
    headers = {} if origin is None else {"Origin": origin}
    return requests.post(sandbox.url + path, data=form, headers=headers, timeout=10, allow_redirects=False)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with browser.new_context() as context:
        yield context.new_page()


def _kinds(sandbox: Sandbox) -> list[tuple[Any, ...]]:
    active = requests.get(f"{sandbox.url}/_sandbox/faults", timeout=10).json()
    return [(fault["kind"], fault["times"], fault["rate"]) for fault in active]


def test_the_page_says_what_is_going_on(sandbox: Sandbox, chen: Caller) -> None:
    chen.book(subject="Audit <b>now</b>")
    chen.create(length=1)
    text = _page(sandbox)
    for words in ("Audit &lt;b&gt;now&lt;/b&gt;", "陈静", "CreateMeeting", "MMC.111071021", "length out of range"):
        assert words in text
    assert "<b>now" not in text


def test_the_page_says_who_can_sign_in_how(sandbox: Sandbox, chen: Caller) -> None:
    text = _page(sandbox)
    for words in (chen.login["user"]["ucloginAccount"], "owner@qingshan", "administrator@qingshan", "Sandbox-2026"):
        assert words in text


def test_the_page_has_no_secret(sandbox: Sandbox, chen: Caller) -> None:
    _, ticket = chen.call("POST", "/v1/usg/acs/auth/portal-ref-nonce")
    text = _page(sandbox)
    secrets = [chen.token, chen.login["refreshToken"], ticket["nonce"], APP_KEY]
    assert [secret for secret in secrets if secret in text] == []


def test_faults_are_switched_by_a_form(sandbox: Sandbox, chen: Caller) -> None:
    answer = _post(sandbox, _FORM, answer_lost="on", times="1")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/#faults")
    _post(sandbox, _FORM, throttled="on", times="rate")
    _post(sandbox, _FORM, fault="on")
    assert _kinds(sandbox) == [("answer_lost", 1, None), ("status", None, 0.1), ("status", 3, None)]
    assert _page(sandbox).count('aria-checked="true"') == 3
    _post(sandbox, _FORM, throttled="off")
    assert _kinds(sandbox) == [("answer_lost", 1, None), ("status", 3, None)]
    _post(sandbox, _FORM, all="off", nonsense="on")
    assert _kinds(sandbox) == []
    assert chen.create()[0] == 200


def test_losing_answers_spares_what_only_reads(sandbox: Sandbox, chen: Caller) -> None:
    _post(sandbox, _FORM, answer_lost="on", times="always")
    assert chen.list()[0] == 200
    with pytest.raises(requests.ConnectionError):
        chen.create()


def test_reset_by_a_form(sandbox: Sandbox, chen: Caller) -> None:
    chen.book()
    assert _post(sandbox, "/_sandbox/page/reset").status_code == 303
    assert sandbox.state()["meetings"] == []


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1", "http://["])
@pytest.mark.parametrize("path", ["/_sandbox/page/reset", "/_sandbox/reset", "/_sandbox/faults", "/_sandbox/client"])
def test_pages_of_others_change_nothing(sandbox: Sandbox, chen: Caller, origin: str, path: str) -> None:
    chen.book()
    assert _post(sandbox, path, origin=origin).status_code == 403
    assert len(sandbox.state()["meetings"]) == 1


def test_its_own_page_does(sandbox: Sandbox, chen: Caller) -> None:
    chen.book()
    assert _post(sandbox, "/_sandbox/page/reset", origin=sandbox.url).status_code == 303


def test_nothing_but_its_own_files_is_served(sandbox: Sandbox) -> None:
    at = urlsplit(sandbox.url)
    for path in ("/_sandbox/static/../control.html", "/_sandbox/static/%2e%2e/control.html", "/_sandbox/static/x"):
        with socket.create_connection((str(at.hostname), at.port or 0), timeout=5) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {at.netloc}\r\nConnection: close\r\n\r\n".encode())
            assert connection.recv(100).startswith(b"HTTP/1.1 404")


def test_the_page_shows_the_clock(sandbox: Sandbox) -> None:
    assert "clock: real time" in requests.get(sandbox.url, timeout=10).text
    sandbox.post("clock", {"forward_seconds": 86400})
    assert "clock: 86,400 seconds ahead" in requests.get(sandbox.url, timeout=10).text


def test_the_page_in_a_browser(sandbox: Sandbox, chen: Caller, page: Page) -> None:
    page.goto(sandbox.url)
    switch = page.get_by_role("switch", name="Cut before writing")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "false")
    chen.book(subject="It came by itself")
    expect(page.get_by_text("It came by itself", exact=True)).to_be_visible()


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
