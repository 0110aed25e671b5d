"""A token source for one process: the token is kept until it is used up."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from hwmeeting.types.token import Token

# A token that ends so soon is not used any more.
_SPARE = timedelta(minutes=2)


class KeptToken:
    """A token source for one process: signs in when first asked and when the token is used up. Thread-safe."""

    def __init__(self, sign_in: Callable[[], Token]) -> None:
        self._sign_in, self._lock = sign_in, threading.Lock()
        self._token: Token | None = None

    def token(self) -> str:
        """Return the kept token, or a new one."""
        return self._other_than("")

    def renewed(self, stale: str) -> str:
        """Return another token than ``stale``; who comes second gets that of the first."""
        return self._other_than(stale)

    def _other_than(self, stale: str) -> str:
        with self._lock:
            kept = self._token
            if kept is None or kept.access_token == stale or kept.expires_at < datetime.now(UTC) + _SPARE:
                kept = self._token = self._sign_in()
            return kept.access_token
