"""Store the departments of an enterprise: a tree, whose root is the enterprise itself."""

import sqlite3

from sandbox.state import users

ROOT = "1"
_SEPARATOR = "/"


def add(db: sqlite3.Connection, *, corp_id: str, code: str, name: str, parent_code: str) -> None:
    db.execute("INSERT INTO departments VALUES (?, ?, ?, ?)", (corp_id, code, name, parent_code))


class Departments:
    """The departments of one enterprise. Whoever has none, or one that is unknown, belongs to the root."""

    def __init__(self, db: sqlite3.Connection, corp_id: str) -> None:
        rows = db.execute("SELECT code, name, parent_code FROM departments WHERE corp_id = ?", (corp_id,)).fetchall()
        self._names: dict[str, str] = {code: name for code, name, _ in rows}
        self._names[ROOT] = users.enterprise_name(db, corp_id)
        self._parents: dict[str, str] = {code: parent for code, _, parent in rows}

    def code(self, written: str) -> str:
        return written if written in self._names else ROOT

    def name(self, written: str) -> str:
        return self._names[self.code(written)]

    def path(self, written: str) -> str:
        """Return the names from the root downwards."""
        return _SEPARATOR.join(self._names[code] for code in reversed(self._upwards(written)))

    def contains(self, wanted: str, written: str, *, below: bool) -> bool:
        """Return whether ``written`` is the department ``wanted``, or with ``below`` one within it."""
        return wanted in self._upwards(written) if below else wanted == self.code(written)

    def _upwards(self, written: str) -> list[str]:
        found = [self.code(written)]
        while found[-1] != ROOT:
            found.append(self._parents[found[-1]])
        return found
