"""Tells the workers that work is waiting.

The work itself is a row, so a message that the broker loses costs no more than the wait for the next sweep.
"""

import time
from dataclasses import dataclass
from typing import Any

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

_log = structlog.get_logger("notifications.enqueue")

# While the broker is away, a web request must not wait for it again and again.
QUIET_SECONDS = 15.0
_quiet_until = 0.0


@dataclass(frozen=True)
class _Notice:
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


def notify_worker(task: str, /, **arguments: Any) -> None:
    """Send the task named ``task`` to the workers once the present transaction is committed.

    The same call twice in one transaction sends one task. Never raises when the broker is away: after one
    failure this process sends nothing for ``QUIET_SECONDS``, and the sweep finds what was not sent.
    """
    notice = _Notice(task, tuple(sorted(arguments.items())))
    if not any(waiting == notice for _, waiting, _ in transaction.get_connection().run_on_commit):
        transaction.on_commit(notice)
