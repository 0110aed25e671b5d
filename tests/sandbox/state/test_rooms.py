"""Rooms as rows."""

import sqlite3

import pytest

from sandbox.state import devices, rooms, users


def test_personal_rooms_come_first_and_are_searched(db: sqlite3.Connection) -> None:
    chen = users.register(db, corp_id="c", third_account="chen", name="Chen")
    rooms.add_cloud(db, corp_id="c", owner_uuid=chen.uuid, name="Pine")
    found = rooms.list_user_rooms(db, owner_uuid=chen.uuid, mode=None, search="")
    assert [(room.name, room.mode) for room in found] == [("Chen", rooms.PERSONAL), ("Pine", rooms.CLOUD)]
    for mode, search, expected in (
        (rooms.CLOUD, "", ["Pine"]),
        (None, "pIN", ["Pine"]),
        (None, found[0].number, ["Chen"]),
    ):
        rows = rooms.list_user_rooms(db, owner_uuid=chen.uuid, mode=mode, search=search)
        assert [room.name for room in rows] == expected
    assert rooms.find(db, found[1].id) == found[1]
    assert rooms.find(db, "nothing") is None


@pytest.mark.parametrize("owner", ["member", "device", ""])
def test_an_enterprise_room_names_whom_it_is_for(db: sqlite3.Connection, owner: str) -> None:
    chen = users.register(db, corp_id="c", third_account="chen", name="Chen")
    device = devices.add(db, corp_id="c", sn="1", name="Board room", kind="TE", model="TE20")
    owners = {"member": (chen.uuid, "Chen"), "device": (device.uuid, "Board room"), "": ("", "")}
    rooms.add_cloud(db, corp_id="c", owner_uuid=owners[owner][0], name="Pine")
    (found,) = rooms.list_enterprise_rooms(db, "c")
    assert (found.member, found.device) == tuple(
        owners[owner] if owner == kind else None for kind in ("member", "device")
    )
    assert rooms.list_enterprise_rooms(db, "d") == []
