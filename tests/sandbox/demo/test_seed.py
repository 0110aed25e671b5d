"""The keys of the demo."""

import stat
from pathlib import Path

from tests.sandbox.conftest import NONE, Start
from tests.sandbox.program import Sandbox


def test_the_demo_keeps_its_keys(start: Start, tmp_path: Path) -> None:
    def keys() -> list[str]:
        return [(tmp_path / "data" / name).read_text().strip() for name in ("app-key.txt", "sp-app-key.txt")]

    program = start()
    assert program.printed[:-1] == [
        f"App Key kept in {tmp_path / 'data' / name}" for name in ("app-key.txt", "sp-app-key.txt")
    ]
    first = keys()
    assert [len(key) for key in first] == [64, 64]
    assert stat.S_IMODE((tmp_path / "data" / "app-key.txt").stat().st_mode) == 0o600
    sandbox = Sandbox(program.url, app_id="6f1d2c3b4a5948576a7b8c9d0e1f2a3b", app_key=first[0])
    assert sandbox.caller("chen").login["user"]["name"] == "陈静"
    assert {"chen", "wang.fang", "li.wei"} <= {one["third_account"] for one in sandbox.state()["users"]}
    rooms = sandbox.caller("chen").call("GET", "/v1/usg/dcs/member/vmr", params={"specialVmr": "true"})[1]
    assert [room["vmrMode"] for room in rooms["data"]] == [1]
    sandbox.post("reset")
    assert sandbox.sign_in("chen").status_code == 200, "a reset changes no key"
    program.stop()
    assert Sandbox(start().url, app_id=sandbox.app_id, app_key=first[0]).sign_in("chen").status_code == 200
    assert keys() == first


def test_a_key_that_is_given_anew(start: Start) -> None:
    start(*NONE).stop()
    given = Sandbox(start("--seed", "none", "--app-id", "other", "--app-key", "another").url, "other", "another")
    assert given.sign_in("chen").status_code == 200
