"""Store every call of the vendor's interface that had an effect, in order."""

import json
import sqlite3
import time
from typing import Any

from sandbox import clock

# Whoever reads the ledger must not be able to sign in with it. Passwords of meetings may stand there.
_SECRET = {
    "accessToken",
    "refreshToken",
    "token",
    "nonce",
    "proxyToken",
    "tmpWsToken",
    "addressToken",
    "playUrl",
    "downloadUrl",
    "app_key",
    "subscriberKey",
}
_FIELDS = ("n", "at", "operation", "method", "path", "caller", "status", "request", "answer")


def record_call(
    db: sqlite3.Connection,
    *,
    operation: str,
    method: str,
    path: str,
    caller: str,
    status: int,
    request: Any,
    answer: Any,
    fault: str,
) -> None:
    """Write one call; ``fault`` is the kind of fault that met the answer, "" without one."""
    texts = [json.dumps(_without_secrets(value)) for value in (request, answer)]
    row = (clock.iso(time.time()), operation, method, path, caller, status, *texts, fault)
    db.execute("INSERT INTO ledger VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def list_calls(db: sqlite3.Connection, *, newest: int | None = None) -> list[dict[str, Any]]:
    """Return all calls, or the ``newest`` so many, in order."""
    found = db.execute("SELECT * FROM ledger ORDER BY n DESC LIMIT ?", (-1 if newest is None else newest,)).fetchall()
    return [_read(row) for row in reversed(found)]


def faults_met(db: sqlite3.Connection) -> dict[int, str]:
    """Return, by number, the calls whose answer met a fault."""
    return dict(db.execute("SELECT n, fault FROM ledger WHERE fault != ''").fetchall())


def _read(row: sqlite3.Row) -> dict[str, Any]:
    return {name: json.loads(row[name]) if name in {"request", "answer"} else row[name] for name in _FIELDS}


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: "***" if name in _SECRET and inner else _without_secrets(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_secrets(inner) for inner in value]
    return value
