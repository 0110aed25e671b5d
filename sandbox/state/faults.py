"""Keep what goes wrong on demand. It is in memory: after a restart or a reset nothing goes wrong."""

import fnmatch
import random
import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from sandbox.state.meetings import LONGEST_BEHIND

KINDS = {
    "answer_lost": "The effect stays, then the connection is cut",
    "cut_before": "The connection is cut, nothing has happened",
    "delay": "The effect comes at once, the answer after so many seconds",
    "status": "Another status is answered, nothing has happened",
    "not_json": "The effect stays, the answer is a web page",
    "truncated": "The effect stays, the answer ends in its middle",
    "revoke_token": "The caller's token has just ended",
    "clock_skew": "The vendor's clock is so many seconds ahead",
    "stale_list": "The list of meetings is as it was so many seconds ago",
    "slow_drip": "The effect comes at once, the answer in drops over so many seconds",
}


@dataclass(slots=True)
class Fault:
    """A fault; ``match`` is "METHOD /path" with * for any characters, or an operation's name.

    It meets the next ``times`` calls, or each with the probability ``rate``; with neither, all of them.
    """

    kind: str
    match: str = "*"
    times: int | None = None
    rate: float | None = None
    seconds: float = 0
    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    seed: int | None = None
    met: int = 0
    _random: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)

    def matches(self, *, method: str, path: str, operation: str) -> bool:
        """Return whether this very call meets the fault, and count it then."""
        if self.match != operation and not fnmatch.fnmatchcase(f"{method} {path}", self.match):
            return False
        if self.kind == "stale_list" and operation != _LIST:
            return False
        if self.is_over or (self.rate is not None and self._random.random() >= self.rate):
            return False
        self.met += 1
        return True

    @property
    def is_over(self) -> bool:
        return self.times is not None and self.met >= self.times

    def as_dict(self) -> dict[str, Any]:
        names = ("match", "kind", "times", "rate", "seconds", "status", "headers", "body", "seed", "met")
        return {name: getattr(self, name) for name in names}


def parse(asked: Any) -> Fault:
    """Return the fault that somebody asks for. Raise ValueError with a sentence."""
    if not isinstance(asked, dict):
        raise ValueError("A fault is a JSON object.")
    if unknown := sorted(asked.keys() - _TYPES.keys()):
        raise ValueError(f"A fault has no {', '.join(unknown)}.")
    values = {name: value for name, value in asked.items() if value is not None}
    for name, value in values.items():
        if not isinstance(value, _TYPES[name]) or isinstance(value, bool):
            raise ValueError(f"{name} is of the wrong type.")
    if values.get("kind") not in KINDS:
        raise ValueError(f"kind is one of {', '.join(KINDS)}.")
    fault = Fault(**values)
    if not 200 <= fault.status <= 599 or fault.status in _BODILESS:
        raise ValueError("status is an HTTP status that has a body.")
    if fault.times is not None and fault.rate is not None:
        raise ValueError("Either times or rate.")
    if fault.rate is not None and not 0 < fault.rate <= 1:
        raise ValueError("rate is above 0 and at most 1.")
    if fault.times is not None and fault.times < 1:
        raise ValueError("times is 1 or more.")
    if not -(10**9) < fault.seconds < 10**9 or (fault.kind == "delay" and fault.seconds < 0):
        raise ValueError("seconds is out of range.")
    if fault.kind in _LONGEST and not 0 < fault.seconds <= _LONGEST[fault.kind]:
        raise ValueError(f"seconds is above 0 and at most {_LONGEST[fault.kind]}.")
    if not all(_is_header(name, value) for name, value in fault.headers.items()):
        raise ValueError("headers are pairs of printable ASCII.")
    return fault


def _is_header(name: str, value: Any) -> bool:
    return bool(_HEADER_NAME.fullmatch(name)) and isinstance(value, str) and value.isascii() and value.isprintable()


_HEADER_NAME = re.compile(r"[A-Za-z0-9-]+")
_LIST = "SearchMeetings"
_LONGEST = {"stale_list": LONGEST_BEHIND, "slow_drip": 600}
_BODILESS = {204, 205, 304}
_TYPES: dict[str, type | tuple[type, ...]] = {
    "match": str,
    "kind": str,
    "times": int,
    "rate": (int, float),
    "seconds": (int, float),
    "status": int,
    "headers": dict,
    "body": str,
    "seed": int,
}


class Faults:
    """The faults that are switched on, in the order in which they were."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._faults.append(fault)

    def remove(self, gone: Collection[Fault] | None = None) -> None:
        """Remove all of them, or those in ``gone``."""
        self._faults = [] if gone is None else [fault for fault in self._faults if fault not in gone]

    def active(self) -> list[Fault]:
        return list(self._faults)

    def take_matching(self, *, method: str, path: str, operation: str) -> Fault | None:
        """Return the first fault that meets this call; one that has had its number of calls goes."""
        found = next(
            (fault for fault in self._faults if fault.matches(method=method, path=path, operation=operation)), None
        )
        self._faults = [fault for fault in self._faults if not fault.is_over]
        return found
