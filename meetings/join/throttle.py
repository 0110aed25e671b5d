"""Slows down whoever tries tokens. A link that works is never slowed: many people share one address."""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils import timezone

from accounts.services import attempts

MISSES = 30
SECONDS = 600


def count_miss(request: HttpRequest) -> bool:
    """Note that a link was unknown, and tell whether this address has tried too many within ``SECONDS``."""
    key = f"join-miss:{get_adapter(request).get_client_ip(request)}"
    return attempts.count_attempt(key=key, window=timedelta(seconds=SECONDS), now=timezone.now()) > MISSES
