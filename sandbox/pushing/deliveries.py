"""Deliver events one after the other, in a thread of their own."""

import queue
import threading
import time
from collections import Counter, deque
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
        # By the id of a webhook, how many events in a row its receiver has not taken.
        self._untaken: Counter[str] = Counter()
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
        self._untaken.clear()

    def list_done(self) -> list[dict[str, Any]]:
        """Return what was sent, each attempt, in order."""
        return list(self._done)

    def take_given_up(self, *, after: int) -> list[str]:
        """Return the webhooks that have taken nothing for so many events, and begin to count them anew."""
        found = [webhook_id for webhook_id, count in list(self._untaken.items()) if count >= after]
        for webhook_id in found:
            del self._untaken[webhook_id]
        return found

    def _deliver(self) -> None:
        while True:
            era, event, manner = self._waiting.get()
            taken = self._is_taken(era, event, manner)
            if taken:
                self._untaken.pop(event.webhook.id, None)
            elif era == self._era:
                self._untaken[event.webhook.id] += 1

    def _is_taken(self, era: int, event: Event, manner: Manner) -> bool:
        """Return whether the receiver has taken it, at the first try or a later one."""
        for number in range(manner.tries):
            if era != self._era:
                return False
            if self._attempt(era, event, manner):
                return True
            if number + 1 < manner.tries:
                time.sleep(_PAUSE_SECONDS)
        return False

    def _attempt(self, era: int, event: Event, manner: Manner) -> bool:
        """Return whether the receiver has taken it: any other status than 200 is a failure."""
        reply = post(event.webhook.url, message.write_event(event, style=manner.style))
        if era == self._era:
            sent = {"event": event.name, "url": event.webhook.url, **event.payload.get("meetingInfo", {})}
            self._done.append({"at": clock.iso(time.time()), **sent, "status": reply.status, "error": reply.error})
        return reply.status == 200
