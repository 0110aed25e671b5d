"""The vendor's endpoint: headers, unknown addresses, and faults on demand."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest

from tests.sandbox.calls.clock import forward
from tests.sandbox.calls.faults import expect_cut
from tests.sandbox.program import APP_ID, CONFERENCES, Answer, Caller, Program, Sandbox, booking, refused, why

_CREATE = f"POST {CONFERENCES}"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/nowhere"),
        ("PATCH", CONFERENCES),
        ("GET", "/v1/mmc/management/conferences/"),
        ("GET", "/v1/mmc/management/cycleconferences"),
        ("GET", "/_sandbox/nowhere"),
        ("GET", "/_sandbox/reset"),
    ],
)
def test_an_address_that_there_is_not(chen: Caller, method: str, path: str) -> None:
    answer = chen.response(method, path)
    assert answer.headers["Content-Type"] == "application/json;charset=utf8"
    assert (answer.status_code, answer.json()["error_code"]) == (404, "APIG.0101")


def test_headers(chen: Caller) -> None:
    answer = chen.response("GET", CONFERENCES, headers={"X-Request-Id": "mine-1"})
    assert (answer.headers["X-Request-Id"], answer.headers["Server"]) == ("mine-1", "api-gateway")
    assert answer.headers["Cache-Control"] == "no-cache"
    made = {chen.response("GET", CONFERENCES).headers["X-Request-Id"] for _ in range(2)}
    assert [len(one) for one in made] == [32, 32]
    long = chen.response("GET", CONFERENCES, headers={"X-Request-Id": "x" * 200})
    assert len(long.headers["X-Request-Id"]) == 32


def test_answer_lost(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.fault(kind="answer_lost", match=_CREATE, times=1)
    expect_cut(chen)
    assert (chen.list()[1]["count"], sandbox.ledger()[-1]["operation"]) == (1, "CreateMeeting")
    assert chen.create()[0] == 200


def test_status(sandbox: Sandbox, chen: Caller) -> None:
    headers, body = {"Retry-After": "7"}, '{"error_code":"APIG.0308"}'
    sandbox.fault(kind="status", match="* /v1/mmc/*", status=429, headers=headers, body=body, times=1)
    answer = chen.response("POST", CONFERENCES, json=booking())
    assert (answer.status_code, answer.headers["Retry-After"], answer.text) == (429, "7", body)
    assert chen.list()[1]["count"] == 0


def test_not_json(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.fault(kind="not_json", match="CreateMeeting", times=1)
    answer = chen.response("POST", CONFERENCES, json=booking())
    assert (answer.status_code, answer.headers["Content-Type"], answer.text[:9]) == (200, "text/html", "<!doctype")
    assert chen.list()[1]["count"] == 1


def test_delay(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.fault(kind="delay", match="CreateMeeting", seconds=0.3, times=1)
    began = time.monotonic()
    assert chen.create()[0] == 200
    assert time.monotonic() - began >= 0.3


def test_revoke_token(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.fault(kind="revoke_token", match="SearchMeetings", times=1)
    assert why(chen.list()) == refused("MMC.118000001", 401)
    assert why(chen.list()) == refused("MMC.118000001", 401)
    assert sandbox.caller("chen").list()[0] == 200


_HOUR, _DAY = 3600, 24 * 3600


def test_clock_skew_shows_in_the_date_of_the_answer(sandbox: Sandbox, chen: Caller) -> None:
    forward(sandbox, _DAY)
    sandbox.fault(kind="clock_skew", seconds=3600, times=1)
    dates = [parsedate_to_datetime(chen.response("GET", CONFERENCES).headers["Date"]) for _ in range(2)]
    assert [round((one - datetime.now(UTC)) / timedelta(hours=1)) for one in dates] == [1, 0]


_BROKEN = """
import dataclasses, sys
from sandbox import __main__
from sandbox.vendor_api.registry import OPERATIONS
key = ("POST", "/v1/mmc/management/conferences")
create = OPERATIONS[key]
OPERATIONS[key] = dataclasses.replace(create, run=lambda call: [create.run(call)[0] | {"colour": "red"}])
sys.exit(__main__.main(sys.argv[1:]))
"""


def test_such_an_answer_is_never_given(tmp_path_factory: pytest.TempPathFactory) -> None:
    """It is a fault of the sandbox: nothing has happened, and its log says what is wrong with it."""
    options = ("--seed", "none", "--app-id", APP_ID)
    program = Program(tmp_path_factory.mktemp("sandbox"), *options, started_by=("-c", _BROKEN))
    sandbox = Sandbox(program.url)
    chen = sandbox.caller("chen")
    answer: Answer = chen.create()
    assert why(answer) == (500, "MMC.111070003")
    assert (sandbox.state()["meetings"], [row["operation"] for row in sandbox.ledger()]) == ([], ["AppAuth"])
    assert chen.call("GET", CONFERENCES)[1]["count"] == 0
    program.broken_answers.append("CreateMeeting: in the answer [0].colour is no field of it")
    assert program.stop() == 0
