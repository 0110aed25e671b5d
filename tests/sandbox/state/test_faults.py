"""Which faults there can be, and which calls they meet."""

import pytest
import requests

from tests.sandbox.program import CONFERENCES, Caller, Sandbox


def test_a_rate_with_a_seed_is_the_same_each_time(sandbox: Sandbox, chen: Caller) -> None:
    def met() -> list[int]:
        requests.delete(f"{sandbox.url}/_sandbox/faults", timeout=10).raise_for_status()
        sandbox.fault(kind="status", match="SearchMeetings", status=503, rate=0.5, seed=7)
        return [chen.response("GET", CONFERENCES).status_code for _ in range(20)]

    first = met()
    assert set(first) == {200, 503}
    assert met() == first


@pytest.mark.parametrize("kind", ["stale_list", "slow_drip"])
def test_so_long_and_no_longer(sandbox: Sandbox, kind: str) -> None:
    for seconds in (0, 601):
        assert sandbox.post("faults", {"kind": kind, "seconds": seconds})[0] == 400
