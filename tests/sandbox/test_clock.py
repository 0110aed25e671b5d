"""How times are written."""

import time_machine

from sandbox import clock

_AT = 1_800_000_000


def test_minute_is_in_utc() -> None:
    assert [clock.minute(_AT), clock.minute(_AT + 59), clock.minute(_AT + 60)] == [
        "2027-01-15 08:00",
        "2027-01-15 08:00",
        "2027-01-15 08:01",
    ]


def test_iso_has_thousandths() -> None:
    assert clock.iso(_AT + 0.5) == "2027-01-15T08:00:00.500Z"


def test_now_is_whole_seconds() -> None:
    with time_machine.travel(_AT + 0.9, tick=False):
        assert (clock.now(), clock.now_ms()) == (_AT, _AT * 1000 + 900)
