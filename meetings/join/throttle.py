"""Slows down whoever tries tokens, or IDs with passwords. What works is never slowed: many share one address."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils import timezone

from accounts.services import attempts

MISSES = 30
SECONDS = 600
# Of IDs with passwords
TRIES = 5
TRY_SECONDS = 60


def count_miss(request: HttpRequest) -> bool:
    """Note that a link was unknown, and tell whether this address has tried too many within ``SECONDS``."""
    key = f"join-miss:{get_adapter(request).get_client_ip(request)}"
    return attempts.count_attempt(key=key, window=timedelta(seconds=SECONDS), now=timezone.now()) > MISSES


def take_try(request: HttpRequest) -> int:
    """Count one try of an ID with its password and return how many are left within ``TRY_SECONDS``, -1 for none.

    It is counted before the meeting service is asked, so that nobody gets further by many at once; ``give_back`` is
    for those that were right.
    """
    window = timedelta(seconds=TRY_SECONDS)
    return TRIES - attempts.count_attempt(key=_try_key(request), window=window, now=timezone.now())


def give_back(request: HttpRequest) -> None:
    """Let a try that was right count for nothing."""
    attempts.take_back(key=_try_key(request))


def _try_key(request: HttpRequest) -> str:
    return f"join-id:{get_adapter(request).get_client_ip(request)}"
