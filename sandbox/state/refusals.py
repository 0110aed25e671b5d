"""Keep the vendor's last refusals, for the developer's page. They are in memory: they changed nothing."""

import time
from collections import deque
from dataclasses import dataclass

from sandbox import clock

_KEPT = 20


@dataclass(frozen=True, slots=True)
class Refusal:
    at: str
    method: str
    path: str
    caller: str
    code: str


class Refusals:
    def __init__(self) -> None:
        self._last: deque[Refusal] = deque(maxlen=_KEPT)

    def add(self, *, method: str, path: str, caller: str, code: str) -> None:
        self._last.appendleft(Refusal(clock.iso(time.time()), method, path, caller, code))

    def newest_first(self) -> list[Refusal]:
        return list(self._last)

    def forget(self) -> None:
        self._last.clear()
