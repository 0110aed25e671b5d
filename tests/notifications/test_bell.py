"""The bell wakes a worker after the commit, and never stands in anybody's way."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.db import transaction

from notifications import bell


@pytest.fixture(autouse=True)
def _not_quiet() -> Iterator[None]:
    bell._quiet_until = 0.0
    yield
    bell._quiet_until = 0.0


@pytest.fixture
def queued() -> Iterator[Any]:
    """What stands in the broker, read as a worker would."""
    with current_app.connection_for_read() as connection:
        queue = connection.SimpleQueue(current_app.conf.task_default_queue)
        queue.clear()
        yield lambda: [message.headers["task"] for message in iter(lambda: _next(queue), None)]
        queue.clear()


def _next(queue: Any) -> Any:
    try:
        message = queue.get_nowait()
    except queue.Empty:
        return None
    message.ack()
    return message


@pytest.mark.django_db(transaction=True)
def test_ring_waits_for_the_commit_and_rings_once(queued: Any) -> None:
    with transaction.atomic():
        bell.ring("notifications.sweep")
        bell.ring("notifications.sweep")
        assert queued() == []
    assert queued() == ["notifications.sweep"]


@pytest.mark.django_db(transaction=True)
def test_ring_in_a_transaction_that_is_rolled_back_is_silent(queued: Any) -> None:
    with transaction.atomic():
        bell.ring("notifications.sweep")
        transaction.set_rollback(True)
    assert queued() == []


@pytest.mark.parametrize("broker", ["nobody listens", "nobody answers"])
def test_ring_without_a_broker_is_harmless_and_quick(tmp_path: Path, broker: str) -> None:
    program = (
        "import time, django; django.setup()\n"
        "from notifications import bell\n"
        "started = time.monotonic()\n"
        "bell.ring('notifications.sweep'); bell.ring('notifications.sweep')\n"
        "print(time.monotonic() - started < 10, bell._quiet_until > started)\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1] if broker == "nobody answers" else 1
        env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATA_DIR": str(tmp_path),
            "CELERY_BROKER_URL": f"redis://127.0.0.1:{port}/0",
        }
        run = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, timeout=60)
    assert run.stdout.split() == ["True", "True"], run.stderr
    assert run.stderr.count("the sweep will find the work") == 1
