"""The clock of the meetings is moved: what would happen meanwhile does, each at its time."""

import time
from datetime import datetime

import requests

from tests.sandbox.calls.clock import forward
from tests.sandbox.conftest import NONE, Start
from tests.sandbox.program import Caller, Sandbox, refused, utc, why

_HOUR, _DAY = 3600, 24 * 3600


def test_the_clock_is_moved_and_a_reset_sets_it_right(sandbox: Sandbox) -> None:
    forward(sandbox, _DAY)
    forward(sandbox, _HOUR)
    shown = requests.get(f"{sandbox.url}/_sandbox/clock", timeout=10).json()
    assert shown["ahead_seconds"] == _DAY + _HOUR
    assert abs(datetime.fromisoformat(shown["now"]).timestamp() - time.time() - _DAY - _HOUR) < 5
    sandbox.post("reset")
    assert requests.get(f"{sandbox.url}/_sandbox/clock", timeout=10).json()["ahead_seconds"] == 0


def test_a_moved_clock_survives_the_end_of_the_process(start: Start) -> None:
    program = start(*NONE)
    forward(Sandbox(program.url), _DAY)
    program.kill()
    again = start(*NONE)
    assert requests.get(f"{again.url}/_sandbox/clock", timeout=10).json()["ahead_seconds"] == _DAY


def test_authentication_keeps_real_time(sandbox: Sandbox, chen: Caller) -> None:
    forward(sandbox, 40 * _DAY)
    assert chen.list()[0] == 200, "the token lives"
    assert sandbox.sign_in("li").status_code == 200
    assert why(chen.create(startTime=utc(hours=24))) == refused("MMC.111071013"), "past, by the meetings' clock"
    assert chen.create(startTime=utc(days=41))[0] == 200
