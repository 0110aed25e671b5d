"""Cloud rooms as an answer has them."""

from hwmeeting import EnterpriseRoom, Room, RoomMode, RoomState


def test_room_from_vendor() -> None:
    source = {"id": "7", "vmrId": 7001, "vmrName": "松风", "vmrMode": "1", "vmrPkgParties": 25, "status": 0}
    assert Room.from_vendor(source) == Room("7", "7001", "松风", RoomMode.ROOM, 25, is_usable=True)


def test_room_with_few_fields() -> None:
    assert Room.from_vendor({"id": "7", "vmrMode": 9, "status": None}) == Room("7", "", "", 9, None, False)


def test_enterprise_room_from_vendor() -> None:
    source = {
        "id": "7",
        "vmrId": "7001",
        "vmrName": "明月",
        "vmrPkgParties": 25,
        "member": {"mark": "陈静"},
        "device": {"mark": "Box 600"},
        "status": 2,
    }
    assert EnterpriseRoom.from_vendor(source) == EnterpriseRoom(
        "7", "7001", "明月", 25, "陈静", "Box 600", RoomState.UNASSIGNED
    )


def test_enterprise_room_that_nobody_is_assigned_to() -> None:
    assert EnterpriseRoom.from_vendor({"id": "7", "member": None}) == EnterpriseRoom("7", "", "", None, "", "", None)
