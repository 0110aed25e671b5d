"""Open connections to the vendor, shared by a process.

A session is used by one thread at a time and holds one connection. A connection that has idled too long is closed
before its next use: the other side may have dropped it, and nobody knows what became of a write into a dead one.
"""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies

from hwmeeting.addresses import is_loopback

IDLE_SECONDS = 30.0
# More are closed after their use: a burst leaves no crowd of open connections.
_KEPT = 16


class Pool:
    """The idle sessions for one base URL."""

    def __init__(self, base_url: str, ca_file: str = "") -> None:
        self.base_url, self._ca_file = base_url, ca_file
        self._idle: list[tuple[requests.Session, float]] = []
        self._lock = threading.Lock()

    @contextmanager
    def session(self) -> Iterator[requests.Session]:
        """Yield a session for this thread alone, the most recently used one first."""
        with self._lock:
            session, since = self._idle.pop() if self._idle else (self._new_session(), time.monotonic())
        if time.monotonic() - since >= IDLE_SECONDS:
            session.close()  # it opens a new connection by itself
        try:
            yield session
        finally:
            self._put_back(session)

    def close(self) -> None:
        """Close the idle sessions; the pool can still be used."""
        with self._lock:
            idle, self._idle = self._idle, []
        for session, _ in idle:
            session.close()

    def _put_back(self, session: requests.Session) -> None:
        with self._lock:
            if len(self._idle) < _KEPT:
                self._idle.append((session, time.monotonic()))
                return
        session.close()

    def _new_session(self) -> requests.Session:
        """Return a session without cookies, which would tell users apart, and without the passwords of a .netrc.

        A proxy of the environment is used (HTTPS_PROXY, NO_PROXY), but never to reach this machine itself.
        """
        session = requests.Session()
        session.trust_env = False
        host = urlsplit(self.base_url).hostname or ""
        session.proxies = {} if is_loopback(host) else get_environ_proxies(self.base_url)
        session.verify = self._ca_file or True
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        session.headers.update({"Accept": "application/json", "User-Agent": "hwmeeting"})
        session.mount(f"{self.base_url}/", HTTPAdapter(pool_connections=1, pool_maxsize=1, max_retries=0))
        return session


@lru_cache(maxsize=64)
def get_pool(base_url: str, ca_file: str = "") -> Pool:
    """Return the pool of this process for the base URL."""
    return Pool(base_url, ca_file)


# A child must not write into the connections of its parent.
os.register_at_fork(after_in_child=get_pool.cache_clear)
