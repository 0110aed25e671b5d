"""A token source that asks another one as seldom as it can."""

import threading

from hwmeeting.types.token import TokenSource


class RememberedToken:
    """The token of another source, for as long as the vendor takes it. Thread-safe, whatever the other one is."""

    def __init__(self, source: TokenSource) -> None:
        self._source, self._token, self._lock = source, "", threading.Lock()

    def token(self) -> str:
        with self._lock:
            self._token = self._token or self._source.token()
            return self._token

    def renewed(self, stale: str) -> str:
        """Return another token than ``stale``; who comes second gets that of the first."""
        with self._lock:
            if self._token in {"", stale}:
                self._token = self._source.renewed(stale)
            return self._token
