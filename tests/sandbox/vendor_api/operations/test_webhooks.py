"""Where events are to be pushed to."""

from typing import Any

import pytest

from tests.sandbox.demo_sandbox import Demo
from tests.sandbox.program import Answer, Caller, Sandbox, refused, why

_LINK, _STATUS = "/v1/mmc/management/webhook/link-config", "/v1/mmc/management/webhook/change-status"


_DONE = (200, {"returnCode": 0, "returnDesc": "Success"})


_CORP, _PROVIDER = {"corpId": "100000001"}, {"spId": "900000001"}


_CONFIG = {"subscriberId": "portal", "subscriberKey": "s" * 32, "url": "https://portal.example/hooks/"}


_DENIED, _MISSING = refused("MMC.111070002", 403), refused("MMC.111070001")


_WRONG, _NOT_FOUND = refused("MMC.111071061"), refused("MMC.112100003")


@pytest.fixture(autouse=True)
def _nobody_is_asked(sandbox: Sandbox) -> None:
    """Have webhooks switched on whose addresses lead nowhere."""
    sandbox.post("assume", {"webhook_proof": "none"})


def _write(caller: Caller, owner: dict[str, str], **fields: Any) -> Answer:
    sent = {name: value for name, value in (_CONFIG | owner | fields).items() if value is not ...}
    return caller.call("POST", _LINK, json=sent)


def _show(caller: Caller, owner: dict[str, str]) -> dict[str, Any]:
    status, answer = caller.call("GET", _LINK, params=owner)
    assert status == 200, answer
    found: dict[str, Any] = answer
    return found


def _switch(caller: Caller, **query: Any) -> Answer:
    return caller.call("PUT", _STATUS, params=query)


def test_it_is_kept_switched_off_and_without_its_key(administrator: Caller) -> None:
    assert _write(administrator, _CORP) == _DONE
    shown = _show(administrator, _CORP)
    webhook_id = shown.pop("id")
    assert shown == {
        "returnCode": 0,
        "returnDesc": "Success",
        "subscriberId": "portal",
        "url": "https://portal.example/hooks/",
        "status": 1,
    }
    for status in (0, 2, 1):
        assert _switch(administrator, id=webhook_id, status=status) == _DONE
        assert _show(administrator, _CORP)["status"] == status


def test_there_is_one_and_a_new_one_is_another(administrator: Caller) -> None:
    _write(administrator, _CORP)
    first = _show(administrator, _CORP)["id"]
    _switch(administrator, id=first, status=0)
    _write(administrator, _CORP, url="https://other.example/")
    second = _show(administrator, _CORP)
    assert (second["id"] == first, second["url"], second["status"]) == (False, "https://other.example/", 1)
    assert why(_switch(administrator, id=first, status=0)) == _NOT_FOUND


def test_a_deleted_one_is_gone(administrator: Caller) -> None:
    assert why(administrator.call("GET", _LINK, params=_CORP)) == _NOT_FOUND
    _write(administrator, _CORP)
    webhook_id = _show(administrator, _CORP)["id"]
    assert administrator.call("DELETE", _LINK, params={"id": webhook_id}) == _DONE
    assert why(administrator.call("GET", _LINK, params=_CORP)) == _NOT_FOUND
    assert why(administrator.call("DELETE", _LINK, params={"id": webhook_id})) == _NOT_FOUND


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"subscriberId": ...}, _MISSING),
        ({"subscriberKey": ""}, _MISSING),
        ({"url": None}, _MISSING),
        ({"corpId": ...}, _MISSING),
        ({"url": 1}, refused("MMC.111071062")),
        ({"url": "http://portal.example/hooks/"}, _WRONG),
        ({"url": "https://"}, _WRONG),
        ({"url": "https://[/"}, _WRONG),
        ({"corpId": "100000002"}, _DENIED),
        ({"spId": "900000001"}, _DENIED),
    ],
)
def test_what_cannot_be(administrator: Caller, fields: dict[str, Any], expected: tuple[int, str]) -> None:
    assert why(_write(administrator, _CORP, **fields)) == expected
    assert why(administrator.call("GET", _LINK, params=_CORP)) == _NOT_FOUND


@pytest.mark.parametrize(
    ("query", "expected"),
    [({"status": 0}, _MISSING), ({"id": "x", "status": 0}, _NOT_FOUND)],
)
def test_switches_of_what_is_not_there(
    administrator: Caller, query: dict[str, Any], expected: tuple[int, str]
) -> None:
    _write(administrator, _CORP)
    assert why(_switch(administrator, **query)) == expected


def test_an_address_without_tls_is_one_where_the_portal_page_is_right(sandbox: Sandbox, administrator: Caller) -> None:
    sandbox.post("assume", {"webhook_url": "http_too"})
    assert _write(administrator, _CORP, url="http://portal.example/hooks/") == _DONE


@pytest.mark.parametrize(("status", "expected"), [(None, _MISSING), (3, _WRONG), ("on", _WRONG)])
def test_switches_that_cannot_be(administrator: Caller, status: Any, expected: tuple[int, str]) -> None:
    _write(administrator, _CORP)
    webhook_id = _show(administrator, _CORP)["id"]
    assert why(_switch(administrator, id=webhook_id, status=status)) == expected


def test_whose_it_is_must_be_said(administrator: Caller) -> None:
    assert why(administrator.call("GET", _LINK)) == _MISSING
    assert why(administrator.call("GET", _LINK, params={"corpId": "100000002"})) == _DENIED


def test_a_provider_has_one_of_its_own(demo: Demo) -> None:
    demo.post("assume", {"webhook_proof": "none"})
    provider, owner = demo.provider(), demo.caller()
    assert _write(provider, _PROVIDER) == _DONE
    webhook_id = _show(provider, _PROVIDER)["id"]
    assert why(_write(provider, {"corpId": "100000002"})) == _DENIED
    assert why(owner.call("GET", _LINK, params=_CORP)) == _NOT_FOUND
    assert why(_switch(owner, id=webhook_id, status=0)) == _NOT_FOUND
    assert _switch(provider, id=webhook_id, status=0) == _DONE


def test_it_is_for_administrators(sandbox: Sandbox, administrator: Caller, chen: Caller) -> None:
    _write(administrator, _CORP)
    webhook_id = _show(administrator, _CORP)["id"]
    answers = [
        _write(chen, _CORP),
        chen.call("GET", _LINK, params=_CORP),
        _switch(chen, id=webhook_id, status=0),
        chen.call("DELETE", _LINK, params={"id": webhook_id}),
    ]
    assert [why(answer) for answer in answers] == [_DENIED] * 4
    assert "s" * 32 not in str(sandbox.ledger())
