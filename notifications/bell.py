"""Wakes a worker when work is waiting. The work itself is a row: a lost ring only costs the wait for the sweep."""

import time
from dataclasses import dataclass
from typing import Any

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

_log = structlog.get_logger("notifications.bell")

# While the broker is away, a web request must not wait for it again and again.
QUIET_SECONDS = 15.0
_quiet_until = 0.0


@dataclass(frozen=True)
class _Ring:
    task: str
    arguments: tuple[tuple[str, Any], ...]

    def __call__(self) -> None:
        global _quiet_until
        if time.monotonic() < _quiet_until:
            return
        try:
            current_app.send_task(self.task, kwargs=dict(self.arguments))
        except (OperationalError, OSError) as error:
            _quiet_until = time.monotonic() + QUIET_SECONDS
            _log.warning("broker does not answer; the sweep will find the work", task=self.task, error=repr(error))


def ring(task: str, /, **arguments: Any) -> None:
    """Send the task named ``task`` to the workers once the present transaction is committed.

    The same ring twice in one transaction is one. Never raises when the broker is away: after one
    failure this process stays silent for ``QUIET_SECONDS``, and the sweep finds what was not rung.
    """
    bell = _Ring(task, tuple(sorted(arguments.items())))
    if not any(waiting == bell for _, waiting, _ in transaction.get_connection().run_on_commit):
        transaction.on_commit(bell)
