"""Deliver events one after the other, in a thread of their own."""

import queue
import threading
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sandbox import clock
from sandbox.pushing import message
from sandbox.pushing.post import post
from sandbox.state.events import Event

_PAUSE_SECONDS = 0.5
_REMEMBERED = 1000


@dataclass(frozen=True, slots=True)
class Manner:
    """How events are sent: the assumptions that were in force when they came to be."""

    tries: int
    copies: int
    is_reversed: bool
    style: str


class Deliveries:
    """What is on its way and what came of it, in memory: a sandbox that is killed sends the rest to nobody."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[tuple[int, Event, Manner]] = queue.SimpleQueue()
        self._done: deque[dict[str, Any]] = deque(maxlen=_REMEMBERED)
        self._era = 0
        self._thread: threading.Thread | None = None

    def send(self, events: Sequence[Event], manner: Manner) -> None:
        """Have events sent that came to be at once."""
        for event in reversed(events) if manner.is_reversed else events:
            for _ in range(manner.copies):
                self._waiting.put((self._era, event, manner))
        if self._thread is None:
            self._thread = threading.Thread(target=self._deliver, name="events", daemon=True)
            self._thread.start()

    def forget(self) -> None:
        """Forget what was sent and send nothing of what waits."""
        self._era += 1
        self._done.clear()

    def list_done(self) -> list[dict[str, Any]]:
        """Return what was sent, each attempt, in order."""
        return list(self._done)

    def _deliver(self) -> None:
        while True:
            era, event, manner = self._waiting.get()
            for number in range(manner.tries):
                if era != self._era or self._attempt(era, event, manner):
                    break
                if number + 1 < manner.tries:
                    time.sleep(_PAUSE_SECONDS)

    def _attempt(self, era: int, event: Event, manner: Manner) -> bool:
        """Return whether the receiver has taken it: any other status than 200 is a failure."""
        reply = post(event.webhook.url, message.write_event(event, style=manner.style))
        if era == self._era:
            sent = {"event": event.name, "url": event.webhook.url, **event.payload.get("meetingInfo", {})}
            self._done.append({"at": clock.iso(time.time()), **sent, "status": reply.status, "error": reply.error})
        return reply.status == 200
