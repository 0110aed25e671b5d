"""Terminals as rows."""

import sqlite3

from sandbox.state import devices


def test_terminals_are_listed_by_name_and_found_in_their_enterprise(db: sqlite3.Connection) -> None:
    second, first = (
        devices.add(db, corp_id="c", sn=sn, name=name, kind="TE", model="TE20")
        for sn, name in (("1", "Board room"), ("2", "Attic"))
    )
    assert devices.list_devices(db, "c") == [first, second]
    assert devices.list_devices(db, "d") == []
    assert devices.find(db, corp_id="c", sn="1") == second
    assert devices.find(db, corp_id="d", sn="1") is None
