"""Hold one connection that a running meeting is told to: what it has subscribed to, and what waits to be sent."""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from sandbox import clock, ids

_AS_TEXT = frozenset({"RealTimeSubtitleNotify"})
# Fields of these stand at the top, of all others below "data".
_AT_THE_TOP = frozenset({"ConfBasicInfoNotify", "ConfDynamicInfoNotify"})


@dataclass(slots=True, eq=False)
class Listener:
    """One connection; ``token`` is the control token that it has subscribed with, None ends the frames.

    Each type counts its increments from 1; a full message has the time, never the same one twice.
    """

    conf_uuid: str
    conference_id: str
    token: str = ""
    types: frozenset[str] = frozenset()
    wants_captions: bool = True
    frames: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)
    _serials: dict[str, int] = field(default_factory=dict)
    _last_full: int = 0

    def subscribe(self, types: frozenset[str], token: str) -> None:
        self.types, self.token = types, token
        self._serials = {}

    def add_full(self, name: str, content: Any) -> str:
        """Return the frame of a whole message."""
        self._last_full = max(self._last_full + 1, clock.now_ms())
        return self._write(name, content, mode=0, version=self._last_full)

    def add_increment(self, name: str, content: Any) -> str:
        """Return the frame of what is otherwise than in the message before."""
        self._serials[name] = self._serials.get(name, 0) + 1
        return self._write(name, content, mode=1, version=self._serials[name])

    def close(self) -> None:
        self.frames.put_nowait(None)

    def _write(self, name: str, content: Any, *, mode: int, version: int) -> str:
        kind: type = str if name in _AS_TEXT else int
        message = {
            "action": name,
            "version": kind(version),
            "createTime": kind(clock.now_ms()),
            "msgID": ids.hex32(),
            "msgMode": mode,
            "confID": self.conference_id,
        }
        message |= content if name in _AT_THE_TOP else {"data": content}
        return json.dumps(message, ensure_ascii=False, separators=(",", ":"))
