"""The applications of an enterprise."""

import re
import time
from typing import Any

import pytest
import requests

from tests.sandbox.conftest import NONE, Start
from tests.sandbox.demo_sandbox import Demo
from tests.sandbox.program import APP_ID, APP_KEY, Answer, Caller, Sandbox, refused, why

_APP = "/v2/usg/acs/corp/app"


_BAD, _DENIED = refused("USG.200000003"), refused("USG.206010036", 403)


_NOT_SIGNED = refused("USG.206010025", 401)


@pytest.fixture
def owner(sandbox: Sandbox) -> Caller:
    return sandbox.caller()


def _add(owner: Caller, name: str = "Intranet", **more: Any) -> dict[str, Any]:
    status, answer = owner.call("POST", _APP, json={"app_name": name, **more})
    assert status == 200, answer
    found: dict[str, Any] = answer
    return found


def _all(owner: Caller, **query: Any) -> Any:
    return owner.call("GET", f"{_APP}s", params=query)[1]


def _sign_in(sandbox: Sandbox, app_id: str, key: str, **more: Any) -> Answer:
    answer: requests.Response = Sandbox(sandbox.url, app_id, key).sign_in("chen", **more)
    return answer.status_code, answer.json()


def test_one_that_is_added_signs_people_in(sandbox: Sandbox, owner: Caller) -> None:
    made = _add(owner, description="Booking from the intranet")
    assert (made["app_name"], made["description"], made["status"]) == ("Intranet", "Booking from the intranet", 0)
    assert (len(made["app_id"]), len(made["app_key"])) == (32, 64)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", made["create_time"])
    assert made["last_update_time"] == made["create_time"]
    status, token = _sign_in(sandbox, made["app_id"], made["app_key"])
    assert (status, token["user"]["userId"]) == (200, sandbox.caller("chen").uuid), "the same person as by the other"


def test_invitees_of_either_application_are_colleagues(sandbox: Sandbox, owner: Caller, li: Caller) -> None:
    made = _add(owner)
    chen = sandbox.caller("chen")
    for app_id, seen in ((made["app_id"], 200), (APP_ID, 200), ("f" * 32, 403)):
        booked = chen.book(attendees=[{"accountId": "li", "appId": app_id, "name": "Li"}])
        assert li.detail(booked["conferenceID"])[0] == seen


def test_the_list_has_no_keys(owner: Caller) -> None:
    made = [_add(owner, f"App {number}") for number in range(11)]
    page = _all(owner)
    assert (page["offset"], page["limit"], page["count"], len(page["data"])) == (0, 10, 12, 10)
    assert [one["app_id"] for one in page["data"]] == [APP_ID, *(one["app_id"] for one in made[:9])]
    assert not any("app_key" in one for one in page["data"])
    assert _all(owner, offset=10, limit=5)["data"] == _all(owner, offset=99, limit=5)["data"], (
        "beyond the end the last"
    )
    assert len(_all(owner, limit=500)["data"]) == 12


def test_a_change_resets_what_it_leaves_out(sandbox: Sandbox, owner: Caller) -> None:
    made = _add(owner, description="old")
    path = f"{_APP}/{made['app_id']}"
    assert owner.call("PUT", path, json={"status": 1, "description": "new"})[1]["status"] == 1
    status, answer = owner.call("PUT", path, json={"app_name": "Intranet 2"})
    assert (status, answer["app_name"], answer["description"], answer["status"]) == (200, "Intranet 2", "", 0)
    assert "app_key" not in answer
    sandbox.post("assume", {"omitted_field": "kept"})
    owner.call("PUT", path, json={"status": 1, "description": "kept"})
    answer = owner.call("PUT", path, json={})[1]
    assert (answer["app_name"], answer["description"], answer["status"]) == ("Intranet 2", "kept", 1)


def test_a_stopped_one_signs_nobody_in(sandbox: Sandbox, owner: Caller) -> None:
    made = _add(owner)
    path = f"{_APP}/{made['app_id']}"
    held = Caller(sandbox.url, _sign_in(sandbox, made["app_id"], made["app_key"])[1])
    owner.call("PUT", path, json={"status": 1})
    assert why(_sign_in(sandbox, made["app_id"], made["app_key"])) == _NOT_SIGNED
    assert held.list()[0] == 200, "tokens live on"
    owner.call("PUT", path, json={"status": 0})
    assert _sign_in(sandbox, made["app_id"], made["app_key"])[0] == 200


def test_after_a_reset_the_old_key_lives_an_hour(sandbox: Sandbox, owner: Caller) -> None:
    made = _add(owner)
    app_id, old = made["app_id"], made["app_key"]
    new = owner.call("PUT", f"{_APP}/{app_id}/reset")[1]["app_key"]
    assert (len(new), new == old) == (64, False)
    for ahead, by_old in ((0, 200), (3590, 200), (3601, 401)):
        sandbox.fault(kind="clock_skew", match="AppAuth", seconds=ahead, times=2)
        expires = int(time.time()) + ahead + 600
        assert [_sign_in(sandbox, app_id, key, expireTime=expires)[0] for key in (new, old)] == [200, by_old]


def test_the_key_before_the_old_one_is_gone_at_once(sandbox: Sandbox, owner: Caller) -> None:
    made = _add(owner)
    keys = [made["app_key"]] + [owner.call("PUT", f"{_APP}/{made['app_id']}/reset")[1]["app_key"] for _ in range(2)]
    assert [_sign_in(sandbox, made["app_id"], key)[0] for key in keys] == [401, 200, 200]


def test_the_clock_of_the_meetings_does_not_end_a_key(sandbox: Sandbox, owner: Caller) -> None:
    made = _add(owner)
    owner.call("PUT", f"{_APP}/{made['app_id']}/reset")
    sandbox.post("clock", {"forward_seconds": 86400})
    assert _sign_in(sandbox, made["app_id"], made["app_key"])[0] == 200


def test_a_deleted_one_is_unknown(sandbox: Sandbox, owner: Caller) -> None:
    made = _add(owner)
    path = f"{_APP}/{made['app_id']}"
    answer = owner.response("DELETE", path)
    assert (answer.status_code, answer.content) == (200, b"")
    assert why(owner.call("DELETE", path)) == _BAD
    assert why(_sign_in(sandbox, made["app_id"], made["app_key"])) == _NOT_SIGNED
    assert _all(owner)["count"] == 1


def test_what_became_of_the_applications_survives_a_restart(start: Start) -> None:
    sandbox = Sandbox(start(*NONE).url)
    owner = sandbox.caller()
    made = _add(owner)
    new = owner.call("PUT", f"{_APP}/{APP_ID}/reset")[1]["app_key"]
    again = Sandbox(start(*NONE).url)
    keys = [(made["app_id"], made["app_key"]), (APP_ID, new), (APP_ID, APP_KEY)]
    assert [_sign_in(again, *key)[0] for key in keys] == [200, 200, 200]
    Sandbox(again.url, app_key=new).caller().call("DELETE", f"{_APP}/{APP_ID}")
    last = Sandbox(start(*NONE).url)
    assert why(_sign_in(last, APP_ID, new)) == _NOT_SIGNED
    assert last.post("reset")[0] == 200
    assert [_sign_in(last, *key)[0] for key in keys] == [401, 401, 200], "back to the seed"


def test_a_start_with_another_key_brings_that_one(start: Start) -> None:
    owner = Sandbox(start(*NONE).url).caller()
    reset = owner.call("PUT", f"{_APP}/{APP_ID}/reset")[1]["app_key"]
    given = "g" * 64
    again = Sandbox(start(*NONE, "--app-key", given).url)
    assert [_sign_in(again, APP_ID, key)[0] for key in (given, reset, APP_KEY)] == [200, 401, 401]


@pytest.mark.parametrize(
    "body",
    [{}, {"app_name": None}, {"app_name": ""}, {"app_name": " "}, {"app_name": 1}, {"app_name": "x" * 65}],
)
def test_bodies_that_cannot_be(owner: Caller, body: dict[str, Any]) -> None:
    assert why(owner.call("POST", _APP, json=body)) == _BAD
    assert _all(owner)["count"] == 1


@pytest.mark.parametrize("body", [{"status": 2}, {"status": "off"}, {"app_name": " "}, {"description": "x" * 256}])
def test_changes_that_cannot_be(owner: Caller, body: dict[str, Any]) -> None:
    assert why(owner.call("PUT", f"{_APP}/{APP_ID}", json=body)) == _BAD


def test_nobody_but_the_default_administrator(sandbox: Sandbox, owner: Caller) -> None:
    app_id = _add(owner)["app_id"]
    for caller in (sandbox.caller("administrator"), sandbox.caller("chen")):
        answers = [
            caller.call("POST", _APP, json={"app_name": "Mine"}),
            caller.call("GET", f"{_APP}s"),
            caller.call("PUT", f"{_APP}/{app_id}", json={"status": 1}),
            caller.call("PUT", f"{_APP}/{app_id}/reset"),
            caller.call("DELETE", f"{_APP}/{app_id}"),
        ]
        assert [why(answer) for answer in answers] == [_DENIED] * 5
    assert _all(owner)["count"] == 2


def test_another_enterprise_sees_none_of_them(demo: Demo) -> None:
    mine = _add(demo.caller())
    theirs = demo.provided()
    assert _all(theirs)["count"] == 0
    assert why(theirs.call("PUT", f"{_APP}/{mine['app_id']}/reset")) == _BAD
    assert why(demo.provider().call("GET", f"{_APP}s")) == _DENIED
    assert [one["app_name"] for one in _all(demo.caller())["data"]] == ["Portal", "Intranet"]


def test_no_key_is_in_ledger_or_state(sandbox: Sandbox, owner: Caller) -> None:
    made = _add(owner)
    new = owner.call("PUT", f"{_APP}/{made['app_id']}/reset")[1]["app_key"]
    rows = sandbox.ledger()[1:]
    assert [row["operation"] for row in rows] == ["AddAppId", "ResetAppKey"]
    assert rows[0]["request"] == {"app_name": "Intranet"}
    shown = str(rows) + str(sandbox.state()) + requests.get(sandbox.url, timeout=10).text
    assert not any(key in shown for key in (made["app_key"], new))
