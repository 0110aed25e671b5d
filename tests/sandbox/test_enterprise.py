"""What an enterprise has: cloud rooms, terminals, its directory."""

from typing import Any

import pytest

from tests.sandbox.demo import Demo
from tests.sandbox.program import Caller, Sandbox, booking, refused, why

_ROOMS, _DEVICES, _PEOPLE = "/v1/usg/dcs/corp/vmr", "/v1/usg/dcs/corp/device", "/v1/usg/abs/users"
_BAD, _DENIED = refused("USG.200000003"), refused("USG.206010036", 403)


def _get(caller: Caller, path: str, **query: Any) -> Any:
    status, answer = caller.call("GET", path, params=query)
    assert status == 200, answer
    return answer


def _names(caller: Caller, path: str, name: str = "name", **query: Any) -> list[str]:
    return [one[name] for one in _get(caller, path, **{"limit": 100} | query)["data"]]


@pytest.fixture
def administrator(demo: Demo) -> Caller:
    return demo.caller("administrator")


def test_rooms_of_the_enterprise(demo: Demo, administrator: Caller) -> None:
    page = _get(administrator, _ROOMS)
    assert (page["offset"], page["limit"], page["count"], len(page["data"])) == (0, 10, 8, 8)
    rooms = {one["vmrName"]: one for one in page["data"]}
    assert list(rooms) == sorted(rooms)
    (own,) = [one for one in _get(demo.caller("chen"), "/v1/usg/dcs/member/vmr")["data"] if one["vmrMode"] == 1]
    shown = rooms["松风会议室"]
    assert [shown[name] for name in ("id", "vmrId", "vmrPkgParties")] == [
        own[name] for name in ("id", "vmrId", "vmrPkgParties")
    ]
    assert shown["member"] == {"id": demo.caller("chen").uuid, "mark": "陈静"}
    assert rooms["明月会议室"]["device"]["mark"] == "一楼大会议室"
    assert not {"member", "device"} & set(rooms["朝阳会议室"])
    assert {name: one["status"] for name, one in rooms.items() if one["status"]} == {"临江会议室": 1, "朝阳会议室": 2}
    assert shown["expireDate"] > 1_700_000_000_000


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": 1}, {"临江会议室"}),
        ({"status": 2}, {"朝阳会议室"}),
        ({"vmrMode": 2}, set()),
        ({"searchKey": "松风"}, {"松风会议室"}),
        ({"searchKey": "王芳"}, {"竹影会议室"}),
        ({"searchKey": "一楼"}, {"明月会议室"}),
    ],
)
def test_rooms_that_are_searched(administrator: Caller, query: dict[str, Any], expected: set[str]) -> None:
    assert set(_names(administrator, _ROOMS, "vmrName", **query)) == expected


def test_a_room_by_its_id_and_number(administrator: Caller) -> None:
    room = _get(administrator, _ROOMS)["data"][0]
    for name in ("id", "vmrId"):
        assert _get(administrator, _ROOMS, searchKey=room[name])["data"] == [room]


@pytest.mark.parametrize("query", [{"vmrMode": 0}, {"status": 3}, {"limit": 0}, {"offset": -1}, {"searchKey": ""}])
def test_rooms_asked_for_wrongly(administrator: Caller, query: dict[str, Any]) -> None:
    assert why(administrator.call("GET", _ROOMS, params=query)) == _BAD


def test_a_limit_without_a_value_is_the_default(administrator: Caller) -> None:
    assert _get(administrator, _ROOMS, limit="")["limit"] == 10


def test_a_frozen_room_takes_no_meeting(demo: Demo, administrator: Caller) -> None:
    (frozen,) = _get(administrator, _ROOMS, status=1)["data"]
    (owner,) = [one for one in demo.state()["users"] if one["uuid"] == frozen["member"]["id"]]
    answer = demo.caller(owner["third_account"]).create(vmrFlag=1, vmrID=frozen["id"])
    assert why(answer) == refused("MMC.111073007")


def test_a_room_of_nobody_is_nobodys(demo: Demo, administrator: Caller) -> None:
    (free,) = _get(administrator, _ROOMS, status=2)["data"]
    wanted = booking(vmrFlag=1, vmrID=free["id"])
    assert why(demo.caller("chen").create(**wanted)) == refused("MMC.111071063", 403)


def test_pages_beyond_the_end_are_the_last(administrator: Caller) -> None:
    for path in (_ROOMS, _DEVICES, _PEOPLE):
        first, last = (_get(administrator, path, limit=3, offset=offset) for offset in (0, 900))
        assert (last["offset"], len(first["data"])) == ((first["count"] - 1) // 3 * 3, 3)
        assert last["data"] == _get(administrator, path, limit=3, offset=last["offset"])["data"]


def test_terminals(administrator: Caller) -> None:
    page = _get(administrator, _DEVICES)
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
    assert _get(administrator, f"{_DEVICES}/{shown['sn']}") == shown


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
def test_terminals_that_are_searched(administrator: Caller, query: dict[str, Any], expected: set[str]) -> None:
    assert set(_names(administrator, _DEVICES, **query)) == expected


def test_a_terminal_that_there_is_not(administrator: Caller) -> None:
    assert why(administrator.call("GET", f"{_DEVICES}/nothing")) == refused("USG.201040000")


def test_rooms_and_terminals_are_for_administrators(demo: Demo) -> None:
    for caller in (demo.caller("chen"), demo.provider()):
        for path in (_ROOMS, _DEVICES, f"{_DEVICES}/2102311ABC0000000001"):
            assert why(caller.call("GET", path)) == _DENIED


def test_another_enterprise_sees_nothing_of_it(demo: Demo) -> None:
    theirs = demo.provided()
    assert [_get(theirs, path)["count"] for path in (_ROOMS, _DEVICES)] == [0, 0]
    assert why(theirs.call("GET", f"{_DEVICES}/2102311ABC0000000001")) == refused("USG.201040000")
    assert _names(theirs, _PEOPLE, "account") == ["administrator@100000002", "owner@100000002"]


def test_directory(demo: Demo) -> None:
    chen = demo.caller("chen", userEmail="chen.jing@qingshan.example", userPhone="+8613800000000")
    page = _get(chen, _PEOPLE)
    assert (page["limit"], page["count"], len(page["data"])) == (10, 66, 10)
    (shown,) = _get(chen, _PEOPLE, searchKey="chen@qing")["data"]
    (own,) = _get(chen, "/v1/usg/dcs/member/vmr", specialVmr="false")["data"]
    assert shown == {
        "id": chen.uuid,
        "account": "chen@qingshan",
        "name": "陈静",
        "englishName": "",
        "email": "chen.jing@qingshan.example",
        "phone": "+8613800000000",
        "deptName": "平台组",
        "number": chen.login["user"]["alias1"],
        "isHardTerminal": False,
        "vmrId": own["vmrId"],
        "hidePhone": False,
        "type": "NORMAL_USER",
        "deptCodes": ["11"],
    }


@pytest.mark.parametrize("key", ["陈静", "CHEN.JING@", "13800000000", "chen@qingshan"])
def test_somebody_is_found(demo: Demo, key: str) -> None:
    chen = demo.caller("chen", userEmail="chen.jing@qingshan.example", userPhone="+8613800000000")
    assert _names(chen, _PEOPLE, searchKey=key) == ["陈静"]
    assert _names(chen, _PEOPLE, searchKey=chen.login["user"]["alias1"]) == ["陈静"]


def test_the_user_id_of_an_application_finds_nobody(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.caller("intranet-0815", userName="Li Wei")
    assert _names(chen, _PEOPLE, searchKey="intranet-0815") == []
    assert _names(chen, _PEOPLE, searchKey="li wei") == ["Li Wei"]


def test_directory_by_kind_and_department(demo: Demo) -> None:
    chen = demo.caller("chen")
    amounts = {
        scope: _get(chen, _PEOPLE, searchScope=scope)["count"] for scope in ("ALL", "NORMAL_USER", "HARD_TERMINAL")
    }
    assert amounts == {"ALL": 66, "NORMAL_USER": 62, "HARD_TERMINAL": 4}
    terminal = _get(chen, _PEOPLE, searchScope="HARD_TERMINAL", searchKey="一楼")["data"][0]
    assert (terminal["type"], terminal["isHardTerminal"]) == ("HARD_TERMINAL", True)
    below, alone = (
        set(_names(chen, _PEOPLE, "deptName", deptCode="10", querySubDept=flag)) for flag in ("true", "false")
    )
    assert (below, alone) == ({"研发部", "平台组", "客户端组"}, {"研发部"})
    assert _get(chen, _PEOPLE, deptCode="99")["count"] == 0


def test_a_department_that_a_sign_in_tells(demo: Demo) -> None:
    demo.caller("new", userName="New", deptCode="30")
    demo.caller("odd", userName="Odd", deptCode="nowhere")
    chen = demo.caller("chen")
    found = {one["name"]: one["deptCodes"] for one in _get(chen, _PEOPLE, limit=100)["data"]}
    assert (found["New"], found["Odd"]) == (["30"], ["1"])


@pytest.mark.parametrize("query", [{"searchScope": "EVERYBODY"}, {"querySubDept": "2"}, {"searchKey": "x" * 129}])
def test_directory_asked_wrongly(demo: Demo, query: dict[str, Any]) -> None:
    assert why(demo.caller("chen").call("GET", _PEOPLE, params=query)) == _BAD


def test_the_directory_is_for_members(demo: Demo) -> None:
    assert why(demo.provider().call("GET", _PEOPLE)) == _DENIED
