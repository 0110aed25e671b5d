"""Give up calls that nobody has answered."""

import sqlite3

from sandbox.state import call_results

# For so long it rings.
RINGS = 60


def give_up(db: sqlite3.Connection, *, now: int) -> None:
    """Give up what has rung for long enough."""
    found = db.execute(
        "UPDATE called_sites SET state = 'left' WHERE state <> 'left' AND state IN ('called', 'joining')"
        " AND called_at <= ? RETURNING conf_uuid, number",
        (now - RINGS,),
    ).fetchall()
    for conf_uuid, number in found:
        call_results.add(db, conf_uuid, number, call_results.NO_ANSWER)
