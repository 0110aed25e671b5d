"""Keep all state in one SQLite file.

Everything runs in the one thread of the event loop, so one connection is enough and no two calls overlap.
WAL with synchronous=NORMAL: what is committed survives the death of the process, kill -9 included, since it
is with the operating system by then. Only a power cut could lose the last calls, and a sandbox doesn't pay an
fsync per call for that.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sandbox.contract.errors import Refused

_SCHEMA = Path(__file__).with_name("schema.sql")


class Connection(sqlite3.Connection):
    """One beside which something can be kept in memory for as long as it lives."""


class Database:
    """The storage: ``connection`` is open from the start, writes belong into ``transaction``.

    ``on_commit`` is called after each.
    """

    on_commit: Callable[[], None] | None = None

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, factory=Connection)
        self.connection.row_factory = sqlite3.Row
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=NORMAL")
        self.connection.executescript(_SCHEMA.read_text("utf-8"))
        self._kept: sqlite3.Connection | None = None

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Commit at the end, also when the vendor refuses; anything else that is raised undoes it."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
        except Refused:
            self._commit()
            raise
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self._commit()

    def _commit(self) -> None:
        self.connection.execute("COMMIT")
        if self.on_commit:
            self.on_commit()

    def delete_everything(self) -> None:
        """Delete every row. Belongs into ``transaction``."""
        tables = self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (name,) in tables:
            self.connection.execute(f'DELETE FROM "{name}"')  # noqa: S608 — the names are those of our own schema

    def keep_snapshot(self) -> None:
        """Keep a copy of everything, as long as the process lives."""
        self._drop()
        self._kept = sqlite3.connect(":memory:", check_same_thread=False)
        self.connection.backup(self._kept)

    def restore_snapshot(self) -> bool:
        """Go back to the copy. Return False if nothing was kept."""
        if self._kept is None:
            return False
        self._kept.backup(self.connection)
        return True

    def _drop(self) -> None:
        if self._kept:
            self._kept.close()

    def close(self) -> None:
        self._drop()
        self.connection.close()


@contextmanager
def undone_if_refused(db: sqlite3.Connection) -> Iterator[None]:
    """Undo what was written here where the vendor refuses: it may be known only then, since rules read the rows."""
    db.execute("SAVEPOINT refusable")
    try:
        yield
    except Refused:
        db.execute("ROLLBACK TO refusable")
        raise
    finally:
        db.execute("RELEASE refusable")
