"""The hard terminals of an enterprise."""

from typing import Any

import pytest

from tests.sandbox.calls.demo import fetch, list_names
from tests.sandbox.demo_sandbox import Demo
from tests.sandbox.program import Caller, refused, why

_ROOMS, _DEVICES, _PEOPLE = "/v1/usg/dcs/corp/vmr", "/v1/usg/dcs/corp/device", "/v1/usg/abs/users"


def test_terminals(demo_administrator: Caller) -> None:
    page = fetch(demo_administrator, _DEVICES)
    assert (page["limit"], page["count"]) == (10, 4)
    shown = {one["sn"]: one for one in page["data"]}["2102311ABC0000000002"]
    assert {name: shown[name] for name in ("name", "type", "model", "status", "prjCodeMode")} == {
        "name": "二楼培训室",
        "type": "TE",
        "model": "HUAWEI Box 600",
        "status": 0,
        "prjCodeMode": 0,
    }
    assert (shown["deptCode"], shown["deptName"], shown["deptNamePath"]) == ("11", "平台组", "青山科技/研发部/平台组")
    assert fetch(demo_administrator, f"{_DEVICES}/{shown['sn']}") == shown


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"searchKey": "一楼"}, {"一楼大会议室"}),
        ({"searchKey": "abc0000000003"}, {"三楼洽谈室"}),
        ({"model": "TE10"}, {"旧楼会议室"}),
        ({"model": "TE"}, set()),
        ({"deptCode": "10"}, {"二楼培训室"}),
        ({"deptCode": "10", "enableSubDept": "false"}, set()),
        ({"deptCode": "1", "enableSubDept": "false"}, {"旧楼会议室"}),
        ({"deptCode": "99"}, set()),
        ({"enableSubDept": "false"}, {"旧楼会议室"}),
    ],
)
def test_terminals_that_are_searched(demo_administrator: Caller, query: dict[str, Any], expected: set[str]) -> None:
    assert set(list_names(demo_administrator, _DEVICES, **query)) == expected


def test_a_terminal_that_there_is_not(demo_administrator: Caller) -> None:
    assert why(demo_administrator.call("GET", f"{_DEVICES}/nothing")) == refused("USG.201040000")


def test_another_enterprise_sees_nothing_of_it(demo: Demo) -> None:
    theirs = demo.provided()
    assert [fetch(theirs, path)["count"] for path in (_ROOMS, _DEVICES)] == [0, 0]
    assert why(theirs.call("GET", f"{_DEVICES}/2102311ABC0000000001")) == refused("USG.201040000")
    assert list_names(theirs, _PEOPLE, "account") == ["administrator@100000002", "owner@100000002"]


_STATUS = "/v1/usg/acs/ap/userstatus"


def test_whether_terminals_are_there(demo: Demo, demo_administrator: Caller) -> None:
    numbers = {one["name"]: one["number"] for one in fetch(demo_administrator, _DEVICES)["data"]}
    there, away = numbers["一楼大会议室"], numbers["旧楼会议室"]
    assert demo_administrator.call("POST", _STATUS, json=[there, "+1", away]) == (
        200,
        [
            {"Number": there, "RegStatus": "0", "CallStatus": "1"},
            {"Number": away, "RegStatus": "1", "CallStatus": "0"},
        ],
    )
    assert demo.provided().call("POST", _STATUS, json=[there]) == (200, [])


@pytest.mark.parametrize("body", [[], ["+1"] * 101, {}, "+1", [1]])
def test_whether_terminals_are_there_asked_for_wrongly(demo_administrator: Caller, body: Any) -> None:
    assert why(demo_administrator.call("POST", _STATUS, json=body)) == refused("USG.200000003")


def test_whether_terminals_are_there_is_for_administrators(demo: Demo) -> None:
    assert why(demo.caller("chen").call("POST", _STATUS, json=["+1"])) == refused("USG.206010036", 403)
