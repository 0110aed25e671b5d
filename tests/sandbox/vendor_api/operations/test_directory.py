"""The address book of an enterprise."""

from typing import Any

import pytest

from tests.sandbox.calls.demo import fetch, list_names
from tests.sandbox.demo_sandbox import Demo
from tests.sandbox.program import Caller, Sandbox, refused, why

_ROOMS, _DEVICES, _PEOPLE = "/v1/usg/dcs/corp/vmr", "/v1/usg/dcs/corp/device", "/v1/usg/abs/users"


_BAD, _DENIED = refused("USG.200000003"), refused("USG.206010036", 403)


def test_directory(demo: Demo) -> None:
    chen = demo.caller("chen", userEmail="chen.jing@qingshan.example", userPhone="+8613800000000")
    page = fetch(chen, _PEOPLE)
    assert (page["limit"], page["count"], len(page["data"])) == (10, 66, 10)
    (shown,) = fetch(chen, _PEOPLE, searchKey="chen@qing")["data"]
    (own,) = fetch(chen, "/v1/usg/dcs/member/vmr", specialVmr="false")["data"]
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
    assert list_names(chen, _PEOPLE, searchKey=key) == ["陈静"]
    assert list_names(chen, _PEOPLE, searchKey=chen.login["user"]["alias1"]) == ["陈静"]


def test_the_user_id_of_an_application_finds_nobody(sandbox: Sandbox, chen: Caller) -> None:
    sandbox.caller("intranet-0815", userName="Li Wei")
    assert list_names(chen, _PEOPLE, searchKey="intranet-0815") == []
    assert list_names(chen, _PEOPLE, searchKey="li wei") == ["Li Wei"]


def test_directory_by_kind_and_department(demo: Demo) -> None:
    chen = demo.caller("chen")
    amounts = {
        scope: fetch(chen, _PEOPLE, searchScope=scope)["count"] for scope in ("ALL", "NORMAL_USER", "HARD_TERMINAL")
    }
    assert amounts == {"ALL": 66, "NORMAL_USER": 62, "HARD_TERMINAL": 4}
    terminal = fetch(chen, _PEOPLE, searchScope="HARD_TERMINAL", searchKey="一楼")["data"][0]
    assert (terminal["type"], terminal["isHardTerminal"]) == ("HARD_TERMINAL", True)
    below, alone = (
        set(list_names(chen, _PEOPLE, "deptName", deptCode="10", querySubDept=flag)) for flag in ("true", "false")
    )
    assert (below, alone) == ({"研发部", "平台组", "客户端组"}, {"研发部"})
    assert fetch(chen, _PEOPLE, deptCode="99")["count"] == 0


def test_a_department_that_a_sign_in_tells(demo: Demo) -> None:
    demo.caller("new", userName="New", deptCode="30")
    demo.caller("odd", userName="Odd", deptCode="nowhere")
    chen = demo.caller("chen")
    found = {one["name"]: one["deptCodes"] for one in fetch(chen, _PEOPLE, limit=100)["data"]}
    assert (found["New"], found["Odd"]) == (["30"], ["1"])


@pytest.mark.parametrize("query", [{"searchScope": "EVERYBODY"}, {"querySubDept": "2"}, {"searchKey": "x" * 129}])
def test_directory_asked_wrongly(demo: Demo, query: dict[str, Any]) -> None:
    assert why(demo.caller("chen").call("GET", _PEOPLE, params=query)) == _BAD


def test_the_directory_is_for_members(demo: Demo) -> None:
    assert why(demo.provider().call("GET", _PEOPLE)) == _DENIED
