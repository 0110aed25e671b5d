"""When a meeting may begin."""

import time

import pytest

from sandbox.contract.errors import Refused
from sandbox.vendor_api.rules import start_time

_START = 1_800_000_000


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (-1, "MMC.111071013"),
        (0, None),
        (start_time.MAX_SECONDS_AHEAD, None),
        (start_time.MAX_SECONDS_AHEAD + 60, "MMC.111071014"),
    ],
)
def test_when_a_meeting_may_begin(seconds: int, code: str | None) -> None:
    written = time.strftime("%Y-%m-%d %H:%M", time.gmtime(_START // 60 * 60 + (seconds if seconds > 0 else 0)))
    now = _START // 60 * 60 + (1 if seconds < 0 else 0)
    if code is None:
        assert start_time.parse_start(written, now=now) == now + seconds
    else:
        with pytest.raises(Refused) as refusal:
            start_time.parse_start(written, now=now)
        assert refusal.value.code == code
