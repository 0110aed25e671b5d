"""Store what came of calls, and why somebody left (docs/vendor/webhooks.md 23.1)."""

import sqlite3

SUCCEEDED, NO_ANSWER, DECLINED = "0", "11076005", "11076009"
HUNG_UP_THEMSELVES, HUNG_UP_BY_THE_PORTAL, STREAM_LOST, SOCKET_LOST = "11076010", "11076016", "11111002", "11111004"


def add(db: sqlite3.Connection, conf_uuid: str, number: str, code: str) -> None:
    """Write it, where there is a number to tell it of."""
    if number:
        db.execute("INSERT INTO call_results (conf_uuid, number, code) VALUES (?, ?, ?)", (conf_uuid, number, code))


def list_after(db: sqlite3.Connection, conf_uuid: str, n: int) -> list[tuple[int, str, str]]:
    """Return number of the row, number called, and code of what has come after row ``n``."""
    rows = db.execute(
        "SELECT n, number, code FROM call_results WHERE conf_uuid = ? AND n > ? ORDER BY n", (conf_uuid, n)
    )
    return [tuple(row) for row in rows]
