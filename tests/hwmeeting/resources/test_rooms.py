"""Cloud rooms of a user and of an enterprise."""

from hwmeeting import (
    EnterpriseRoom,
    RoomMode,
    RoomState,
)
from tests.hwmeeting.conftest import Sandbox


def test_rooms_of_the_enterprise(sandbox: Sandbox) -> None:
    client = sandbox.client("administrator")
    rooms = {room.name: room for room in client.rooms.list_enterprise()}
    assert len(rooms) == 8
    (own,) = [room for room in sandbox.client("chen").rooms.list() if room.name == "松风会议室"]
    assert rooms["松风会议室"] == EnterpriseRoom(
        own.id, own.number, own.name, own.seats, "陈静", "", RoomState.IN_ORDER
    )
    assert (rooms["明月会议室"].device_name, rooms["明月会议室"].member_name) == ("一楼大会议室", "")
    assert [room.name for room in client.rooms.list_enterprise(state=RoomState.UNASSIGNED)] == ["朝阳会议室"]
    assert [room.name for room in client.rooms.list_enterprise(search="王芳")] == ["竹影会议室"]


def test_rooms_are_ones_own(sandbox: Sandbox) -> None:
    rooms = list(sandbox.client("chen").rooms.list())
    assert [(room.name, room.mode, room.is_usable) for room in rooms] == [
        ("陈静", RoomMode.PERSONAL, True),
        ("松风会议室", RoomMode.ROOM, True),
    ]
