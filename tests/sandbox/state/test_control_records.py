"""What was done to a session, in the order in which it was."""

import sqlite3

from sandbox.state import control_records
from sandbox.state.control_records import PORTAL, SYSTEM, ControlRecord


def test_records_come_in_order_and_by_session(db: sqlite3.Connection) -> None:
    done = [ControlRecord(2000, PORTAL, "mute_all"), ControlRecord(1000, SYSTEM, "call", "p")]
    for record in done:
        control_records.add(db, "s", record)
    control_records.add(db, "other", ControlRecord(1, PORTAL, "end"))
    assert control_records.list_control_records(db, "s") == done
