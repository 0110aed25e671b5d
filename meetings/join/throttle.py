"""Slows down whoever tries tokens. A link that works is never slowed: many people share one address."""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

MISSES = 30
SECONDS = 600


def count_miss(request: HttpRequest) -> bool:
    """Note that a link was unknown, and tell whether this address has tried too many."""
    key = f"join-miss:{get_adapter(request).get_client_ip(request)}"
    if cache.add(key, 1, SECONDS):
        return False
    try:
        return int(cache.incr(key)) > MISSES
    except ValueError:  # it ran out in between
        return False
