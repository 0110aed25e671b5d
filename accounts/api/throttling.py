"""How often a client may call: its own limit a minute, the same for all people in their browsers and all addresses."""

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.core.cache import DEFAULT_CACHE_ALIAS, cache, caches
from django.core.cache.backends.db import DatabaseCache
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from accounts.api.authentication import client_of
from accounts.services import attempts

if TYPE_CHECKING:
    from rest_framework.views import APIView

_WINDOW = 60
_A_PERSON = 300


class CallsPerMinute(BaseThrottle):
    """Counts within each minute of the clock: in the cache where that adds up exactly, else in a row.

    ``request.rate_limit`` is (limit, left, seconds) for the headers of the answer.
    """

    def allow_request(self, request: Request, view: "APIView") -> bool:
        """Return whether this call is within the limit, and count it."""
        client = client_of(request)
        limit = client.calls_per_minute if client else _A_PERSON
        caller = f"client-{client.pk}" if client else _caller_without_client(request)
        count, left = count_in_minute(f"api-calls:{caller}")
        self._wait = float(left)
        request._request.rate_limit = (limit, max(0, limit - count), left)  # type: ignore[attr-defined]
        return count <= limit

    def wait(self) -> float:
        return self._wait


def count_in_minute(name: str) -> tuple[int, int]:
    """Count one more of ``name``; return how many there were in this minute of the clock, and its seconds left."""
    minute, past = divmod(int(time.time()), _WINDOW)
    return _count(f"{name}:{minute}"), _WINDOW - past


def _caller_without_client(request: Request) -> str:
    """Return the person of a browser; whoever is nobody reads the document, and shares the limit of their address."""
    if request.user.pk:
        return f"person-{request.user.pk}"
    return f"address-{get_adapter(request).get_client_ip(request)}"


def _count(key: str) -> int:
    if isinstance(caches[DEFAULT_CACHE_ALIAS], DatabaseCache):  # its incr reads and writes: calls at once count as one
        return attempts.count_attempt(key=key, window=timedelta(seconds=2 * _WINDOW), now=timezone.now())
    try:
        return cache.incr(key)
    except ValueError:  # the first of its minute
        return 1 if cache.add(key, 1, 2 * _WINDOW) else cache.incr(key)
