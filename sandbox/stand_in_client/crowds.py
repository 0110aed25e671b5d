"""Play crowds: in real time, in the thread of the event loop. In memory: a restart ends what is played."""

import asyncio
import logging
import sqlite3
from dataclasses import dataclass, field

from sandbox.contract.errors import Refused
from sandbox.stand_in_client import acting, entering
from sandbox.stand_in_client.acting import NobodyThere
from sandbox.stand_in_client.crowd import JOINS, LEAVES, Step, plan
from sandbox.state import clock_offset, sessions
from sandbox.state.database import Database
from sandbox.state.meetings import Meeting
from sandbox.state.users import User

_TICK_SECONDS = 0.05
# Nobody else is answered meanwhile.
_AT_ONCE = 20
_PLATFORMS = ("windows", "mac", "web", "android", "ios", "harmonyos")
_log = logging.getLogger("sandbox")


@dataclass(slots=True)
class Crowd:
    """One meeting full of people: the first is its host, then come ``colleagues``, then guests without an account."""

    database: Database
    meeting: Meeting
    address: str
    steps: list[Step]
    colleagues: list[User]
    ids: dict[int, str] = field(default_factory=dict)

    async def play(self) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        while self.steps:
            due = loop.time() - began
            few = self.steps[:_AT_ONCE]
            amount = next((n for n, step in enumerate(few) if step.at > due), len(few))
            if amount:
                self._take(few[:amount])
                del self.steps[:amount]
            await asyncio.sleep(0 if amount == _AT_ONCE else _TICK_SECONDS)

    def _take(self, steps: list[Step]) -> None:
        with self.database.transaction() as db:
            now = clock_offset.now(db)
            for step in steps:
                try:
                    self._take_one(db, step, now)
                except (Refused, NobodyThere):
                    continue  # a locked meeting, somebody who was removed: the crowd goes on without them

    def _take_one(self, db: sqlite3.Connection, step: Step, now: int) -> None:
        if step.does == JOINS:
            self.ids[step.who] = self._enter(db, step.who, now)
        elif step.does == LEAVES:
            sessions.leave(db, self.ids.get(step.who, ""), now=now)
        else:
            acting.act(db, self.ids.get(step.who, ""), step.does, now=now)

    def _enter(self, db: sqlite3.Connection, who: int, now: int) -> str:
        meeting = self.meeting
        random = meeting.host_random if who == 0 else meeting.guest_random
        user = self.colleagues[who] if who < len(self.colleagues) else None
        opened = entering.open_link(
            db,
            f"{self.address}/#/j/{meeting.conference_id}/{random}",
            platform=_PLATFORMS[who % len(_PLATFORMS)] if user else "web",
            signed_in_as=user,
            name=f"Guest {who:03}",
            address=self.address,
            now=now,
        )
        assert opened.participant is not None
        return opened.participant.id


class Crowds:
    """Those that are played."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def play(
        self,
        database: Database,
        meeting: Meeting,
        *,
        address: str,
        colleagues: list[User],
        people: int,
        seconds: float,
        seed: int,
    ) -> int:
        """Let a crowd come. Return of how many steps its play is."""
        steps = plan(people, seconds, seed=seed)
        amount = len(steps)
        task = asyncio.create_task(Crowd(database, meeting, address, steps, colleagues).play())
        self._tasks.add(task)
        task.add_done_callback(self._end)
        return amount

    def stop(self) -> None:
        """Let nobody of them do anything any more; who is in stays in."""
        for task in self._tasks:
            task.cancel()

    def _end(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.error("a crowd failed", exc_info=error)
