"""What the developer's page shows."""

import requests

from tests.sandbox.calls.live import begin
from tests.sandbox.calls.page import fetch_page
from tests.sandbox.program import APP_KEY, Caller, Sandbox


def test_the_page_says_what_is_going_on(sandbox: Sandbox, chen: Caller) -> None:
    chen.book(subject="Audit <b>now</b>")
    chen.create(length=1)
    text = fetch_page(sandbox)
    for words in ("Audit &lt;b&gt;now&lt;/b&gt;", "陈静", "CreateMeeting", "MMC.111071021", "length out of range"):
        assert words in text
    assert "<b>now" not in text


def test_the_page_says_who_can_sign_in_how(sandbox: Sandbox, chen: Caller) -> None:
    text = fetch_page(sandbox)
    for words in (chen.login["user"]["ucloginAccount"], "owner@qingshan", "administrator@qingshan", "Sandbox-2026"):
        assert words in text


def test_the_page_has_no_secret(sandbox: Sandbox, chen: Caller) -> None:
    _, ticket = chen.call("POST", "/v1/usg/acs/auth/portal-ref-nonce")
    text = fetch_page(sandbox)
    secrets = [chen.token, chen.login["refreshToken"], ticket["nonce"], APP_KEY]
    assert [secret for secret in secrets if secret in text] == []


def test_the_page_shows_the_clock(sandbox: Sandbox) -> None:
    assert "clock: real time" in requests.get(sandbox.url, timeout=10).text
    sandbox.post("clock", {"forward_seconds": 86400})
    assert "clock: 86,400 seconds ahead" in requests.get(sandbox.url, timeout=10).text


def test_the_page_shows_who_is_in_and_how_they_are(sandbox: Sandbox, chen: Caller) -> None:
    live = begin(sandbox, chen, subject="Standing")
    assert "Standing" in fetch_page(sandbox), "nobody is in"
    live.enter(account="chen", as_host=True)
    anna = live.enter("Anna <i>")
    for does in ("raises_hand", "mutes", "has_poor_network"):
        live.act(anna, does)
    live.put("lock", {"isLock": 1})
    live.answer("+8613800138000", "Desk phone")
    sandbox.post("assume", {"pstn": "bought"})
    live.post("participants", {"attendees": [{"name": "Hall", "phone": "0255", "type": "terminal"}]})
    text = fetch_page(sandbox)
    for words in ("Anna &lt;i&gt;", "hand", "muted", "poor network", "locked", "Desk phone", "no camera", "called"):
        assert words in text
    assert "more</summary>" not in text.partition("Meetings now")[2].partition("Who is who")[0]
    for number in range(9):
        live.put("lock", {"isLock": 0})
        live.enter(f"Guest {number}")
    assert "2 more</summary>" in fetch_page(sandbox)
