"""Tell messages that come twice from those that follow, and see where one was lost."""

from collections import deque
from enum import Enum, auto

# A message that comes twice does so at once.
_REMEMBERED = 16


class Verdict(Enum):
    """What to do with a message."""

    TAKE = auto()
    DROP = auto()
    ASK_ANEW = auto()


class Order:
    """The order of one type's messages: full ones have a time, the parts between them are counted.

    Between asking anew and the full message nothing counts: it may be from before or after.
    """

    def __init__(self) -> None:
        self._full = -1
        self._part: int | None = None
        self._waits = True
        self._seen: deque[str] = deque(maxlen=_REMEMBERED)

    def judge(self, message_id: str, version: int, *, is_full: bool) -> Verdict:
        """Return what to do with the next message."""
        if message_id and message_id in self._seen:
            return Verdict.DROP
        self._seen.append(message_id)
        if is_full:
            return self._judge_full(version)
        return self._judge_part(version)

    def ask_anew(self) -> None:
        """Wait for a full message."""
        self._waits = True

    def _judge_full(self, version: int) -> Verdict:
        if version <= self._full and not self._waits:
            return Verdict.DROP
        self._full, self._part, self._waits = version, None, False
        return Verdict.TAKE

    def _judge_part(self, version: int) -> Verdict:
        if self._waits:
            return Verdict.DROP
        expected = None if self._part is None else self._part + 1
        if expected is not None and version != expected:
            self._waits = True
            return Verdict.ASK_ANEW
        self._part = version
        return Verdict.TAKE
