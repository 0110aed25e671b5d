"""A token source for one process."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hwmeeting.types.token import Token

# What ends so soon is not begun with.
_SPARE = timedelta(minutes=2)


class KeptToken:
    """A token source for one process: signs in when first asked and when the token is used up. Thread-safe."""

    def __init__(self, sign_in: Callable[[], Token]) -> None:
        self._sign_in, self._lock = sign_in, threading.Lock()
        self._token: Token | None = None

    def token(self) -> str:
        return self._other_than("")

    def renewed(self, stale: str) -> str:
        return self._other_than(stale)

    def _other_than(self, stale: str) -> str:
        with self._lock:
            kept = self._token
            if kept is None or kept.access_token == stale or kept.expires_at < datetime.now(UTC) + _SPARE:
                kept = self._token = self._sign_in()
            return kept.access_token
