"""Tell those who listen to a running meeting what has become otherwise, after each commit that touched it."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from sandbox import clock
from sandbox.contract.assumptions import Assumptions
from sandbox.pushing import differences
from sandbox.pushing.differences import Told
from sandbox.pushing.listener import Listener
from sandbox.pushing.snapshots import take_snapshot
from sandbox.state import call_results, captions, clock_offset, control_tokens

# What is touched of a session that somebody listens to is noted by the database itself, so that no write forgets it.
_TABLES = (
    "sessions",
    "participants",
    "participant_states",
    "live_settings",
    "called_sites",
    "call_results",
    "captions",
)
_TRIGGERS = tuple(
    (f"told_{table}_{what.lower()}", what, table, row)
    for table in _TABLES
    for what, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
)
_LOST_EACH = 3


class Feed:
    """What the listeners of one session were told last."""

    def __init__(self, db: sqlite3.Connection, conf_uuid: str) -> None:
        self.conf_uuid = conf_uuid
        self.listeners: set[Listener] = set()
        self.last = take_snapshot(db, conf_uuid, now=clock_offset.now(db))
        self._result, self._caption = _newest(db, "call_results"), _newest(db, "captions")

    def read(self, db: sqlite3.Connection) -> list[Told]:
        """Return what is otherwise since the last time; with the end of the session that alone."""
        snapshot = take_snapshot(db, self.conf_uuid, now=clock_offset.now(db))
        if snapshot is None:
            return [
                Told.full("ConfDynamicInfoNotify", (self.last.dynamic if self.last else {}) | {"state": "Destroyed"})
            ]
        found = list(differences.compare(self.last, snapshot)) if self.last else []
        self.last = snapshot
        results = call_results.list_after(db, self.conf_uuid, self._result)
        if results:
            self._result = results[-1][0]
            found.append(Told.increment("InviteResultNotify", [_result(number, code) for _, number, code in results]))
        said = captions.list_after(db, self.conf_uuid, self._caption)
        if said:
            self._caption = said[-1].n
            found += [Told.increment("RealTimeSubtitleNotify", differences.write_caption(one)) for one in said]
        return found


class Feeds:
    """The sessions that somebody listens to, and who does. All in memory: a restart closes every connection."""

    def __init__(self, db: sqlite3.Connection, assumptions: Assumptions) -> None:
        self._db, self._assumptions = db, assumptions
        self._feeds: dict[str, Feed] = {}
        self._sent = 0

    @property
    def is_anybody_there(self) -> bool:
        return bool(self._feeds)

    def count(self) -> int:
        return sum(len(feed.listeners) for feed in self._feeds.values())

    def add(self, listener: Listener) -> None:
        """Let a connection that has subscribed hear everything as it is now, and what comes."""
        feed = self._feeds.get(listener.conf_uuid)
        if feed is None:
            if not self._feeds:
                _install_triggers(self._db)
            feed = self._feeds[listener.conf_uuid] = Feed(self._db, listener.conf_uuid)
            self._db.execute("INSERT OR IGNORE INTO watched VALUES (?)", (listener.conf_uuid,))
        feed.listeners.add(listener)
        if feed.last is None:
            listener.close()
            return
        for name, content in differences.list_everything(feed.last):
            if name in listener.types:
                listener.frames.put_nowait(listener.add_full(name, content))

    def remove(self, listener: Listener) -> None:
        feed = self._feeds.get(listener.conf_uuid)
        if feed:
            feed.listeners.discard(listener)
            if not feed.listeners:
                self._forget(feed)

    def close_all(self) -> None:
        """Close every connection."""
        self._close_where(lambda _: True)

    def drop_those_without_token(self) -> None:
        """Close the connections whose control token is over."""
        now = clock.now()
        self._close_where(
            lambda one: control_tokens.find(self._db, one.token, conf_uuid=one.conf_uuid, now=now) is None
        )

    def publish(self) -> None:
        """Tell what the last commit has changed."""
        if not self._feeds:
            return
        touched = [row[0] for row in self._db.execute("SELECT conf_uuid FROM touched")]
        if not touched:
            return
        self._db.execute("DELETE FROM touched")
        for conf_uuid in touched:
            if feed := self._feeds.get(conf_uuid):
                self._publish(feed)

    def _publish(self, feed: Feed) -> None:
        told = feed.read(self._db)
        for listener in feed.listeners:
            for frame in self._spoil([_write(listener, one) for one in told if _wants(listener, one)]):
                listener.frames.put_nowait(frame)
        if any(one.is_end for one in told):
            for listener in list(feed.listeners):
                listener.close()
            self._forget(feed)

    def _spoil(self, frames: list[str]) -> Iterator[str]:
        """Yield the frames as the network delivers them, by the assumptions in force."""
        assumed = self._assumptions.value
        for frame in reversed(frames) if assumed("push_order") == "reversed" else frames:
            self._sent += 1
            if assumed("push_loss") == "third" and self._sent % _LOST_EACH == 0:
                continue
            for _ in range(int(assumed("push_copies"))):
                yield frame

    def _close_where(self, is_one: Callable[[Listener], bool]) -> None:
        for feed in list(self._feeds.values()):
            for listener in [one for one in feed.listeners if is_one(one)]:
                listener.close()
                self.remove(listener)

    def _forget(self, feed: Feed) -> None:
        self._feeds.pop(feed.conf_uuid, None)
        self._db.execute("DELETE FROM watched WHERE conf_uuid = ?", (feed.conf_uuid,))
        if not self._feeds:
            _drop_triggers(self._db)


def _wants(listener: Listener, told: Told) -> bool:
    return told.name in listener.types and (listener.wants_captions or told.name != "RealTimeSubtitleNotify")


def _write(listener: Listener, told: Told) -> str:
    add = listener.add_full if told.is_full else listener.add_increment
    return add(told.name, told.content)


def _result(number: str, code: str) -> dict[str, Any]:
    """Return what came of a call; table and example name it differently, so it stands there twice."""
    return {"callNumber": number, "errorCode": code, "resultCode": code}


def _newest(db: sqlite3.Connection, table: str) -> int:
    return int(db.execute(f"SELECT coalesce(max(n), 0) FROM {table}").fetchone()[0])  # noqa: S608 — one of two names


def _install_triggers(db: sqlite3.Connection) -> None:
    db.execute("CREATE TEMP TABLE IF NOT EXISTS watched (conf_uuid TEXT PRIMARY KEY)")
    db.execute("CREATE TEMP TABLE IF NOT EXISTS touched (conf_uuid TEXT PRIMARY KEY)")
    for name, what, table, row in _TRIGGERS:
        db.execute(
            f"CREATE TEMP TRIGGER IF NOT EXISTS {name} AFTER {what} ON main.{table} BEGIN"  # noqa: S608 — our own names
            f" INSERT OR IGNORE INTO touched SELECT {row}.conf_uuid"
            f" WHERE {row}.conf_uuid IN (SELECT conf_uuid FROM watched); END"
        )


def _drop_triggers(db: sqlite3.Connection) -> None:
    """Drop them, so that nothing is the slower for it while nobody listens."""
    for name, *_ in _TRIGGERS:
        db.execute(f"DROP TRIGGER IF EXISTS temp.{name}")
    db.execute("DELETE FROM touched")
