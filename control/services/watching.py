"""Watching the meetings that run."""

import secrets
import socket
from collections.abc import Callable

from django.conf import settings

from control.writes.live.watcher import Watcher


def watch(*, is_ending: Callable[[], bool]) -> None:
    """Watch meetings until it is to end. Any number of processes may do so; each has meetings of its own."""
    owner = f"{socket.gethostname()[:16]}-{secrets.token_hex(6)}"
    Watcher(owner=owner, uses_sockets=settings.LIVE_SOCKETS).run(is_ending=is_ending)
