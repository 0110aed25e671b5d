"""Cloud rooms: one's own, and all of an enterprise."""

from typing import Any

import pytest

from tests.sandbox.calls.booking import list_rooms
from tests.sandbox.calls.demo import fetch, list_names
from tests.sandbox.demo_sandbox import Demo
from tests.sandbox.program import Caller, booking, refused, why


def test_rooms_beyond_the_end_are_the_last_page(chen: Caller) -> None:
    path = "/v1/usg/dcs/member/vmr"
    status, page = chen.call("GET", path, params={"offset": 50, "limit": 10})
    assert (status, page["offset"], page["count"], len(page["data"])) == (200, 0, 1, 1)
    assert list_rooms(chen, specialVmr="true") == []
    assert list_rooms(chen, specialVmr="false") == list_rooms(chen, searchKey="陈") == page["data"]
    assert why(chen.call("GET", path, params={"specialVmr": "perhaps"})) == refused("USG.200000003")
    assert why(chen.call("GET", path, params={"limit": 0})) == refused("USG.200000003")


_ROOMS, _DEVICES, _PEOPLE = "/v1/usg/dcs/corp/vmr", "/v1/usg/dcs/corp/device", "/v1/usg/abs/users"


_BAD, _DENIED = refused("USG.200000003"), refused("USG.206010036", 403)


def test_rooms_of_the_enterprise(demo: Demo, demo_administrator: Caller) -> None:
    page = fetch(demo_administrator, _ROOMS)
    assert (page["offset"], page["limit"], page["count"], len(page["data"])) == (0, 10, 8, 8)
    rooms = {one["vmrName"]: one for one in page["data"]}
    assert list(rooms) == sorted(rooms)
    (own,) = [one for one in fetch(demo.caller("chen"), "/v1/usg/dcs/member/vmr")["data"] if one["vmrMode"] == 1]
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
def test_rooms_that_are_searched(demo_administrator: Caller, query: dict[str, Any], expected: set[str]) -> None:
    assert set(list_names(demo_administrator, _ROOMS, "vmrName", **query)) == expected


def test_a_room_by_its_id_and_number(demo_administrator: Caller) -> None:
    room = fetch(demo_administrator, _ROOMS)["data"][0]
    for name in ("id", "vmrId"):
        assert fetch(demo_administrator, _ROOMS, searchKey=room[name])["data"] == [room]


@pytest.mark.parametrize("query", [{"vmrMode": 0}, {"status": 3}, {"limit": 0}, {"offset": -1}, {"searchKey": ""}])
def test_rooms_asked_for_wrongly(demo_administrator: Caller, query: dict[str, Any]) -> None:
    assert why(demo_administrator.call("GET", _ROOMS, params=query)) == _BAD


def test_a_frozen_room_takes_no_meeting(demo: Demo, demo_administrator: Caller) -> None:
    (frozen,) = fetch(demo_administrator, _ROOMS, status=1)["data"]
    (owner,) = [one for one in demo.state()["users"] if one["uuid"] == frozen["member"]["id"]]
    answer = demo.caller(owner["third_account"]).create(vmrFlag=1, vmrID=frozen["id"])
    assert why(answer) == refused("MMC.111073007")


def test_a_room_of_nobody_is_nobodys(demo: Demo, demo_administrator: Caller) -> None:
    (free,) = fetch(demo_administrator, _ROOMS, status=2)["data"]
    wanted = booking(vmrFlag=1, vmrID=free["id"])
    assert why(demo.caller("chen").create(**wanted)) == refused("MMC.111071063", 403)
