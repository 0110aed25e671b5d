"""The ledger has what had an effect, and nothing that signs anybody in."""

import requests

from tests.sandbox.program import APP_KEY, CONFERENCES, Caller, Sandbox


def test_ledger_has_no_call_that_changed_nothing(sandbox: Sandbox, chen: Caller) -> None:
    meeting = chen.book(startTime=...)
    before = sandbox.ledger()
    password = meeting["passwordEntry"][0]["password"]
    started = {"conferenceID": meeting["conferenceID"], "password": password}
    validated = {"token": chen.token, "needGenNewToken": False}
    assert chen.call("POST", f"{CONFERENCES}/start", json=started)[0] == 200
    assert chen.call("POST", "/v1/usg/acs/token/validate", json=validated)[0] == 200
    assert sandbox.ledger() == before


def test_neither_state_nor_ledger_lets_anybody_sign_in(sandbox: Sandbox, chen: Caller) -> None:
    _, ticket = chen.call("POST", "/v1/usg/acs/auth/portal-ref-nonce")
    _, renewed = chen.call("PUT", "/v1/usg/acs/token", token=chen.login["refreshToken"])
    body = {"token": renewed["accessToken"], "needGenNewToken": True}
    _, third = chen.call("POST", "/v1/usg/acs/token/validate", json=body)
    tokens = [one[name] for one in (chen.login, renewed, third) for name in ("accessToken", "refreshToken")]
    for name in ("state", "ledger", "faults"):
        shown = requests.get(f"{sandbox.url}/_sandbox/{name}", timeout=10).text
        assert [secret for secret in (*tokens, ticket["nonce"], APP_KEY) if secret in shown] == []
