"""Workers are told of work after the commit, and a broker that is away delays nobody."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import redis
from celery import current_app
from django.db import transaction

from notifications import enqueue
from tests.patience import HANG_SECONDS
from tests.storage import of_the_tests


@pytest.fixture(autouse=True)
def _not_quiet() -> Iterator[None]:
    enqueue._quiet_until = 0.0
    yield
    enqueue._quiet_until = 0.0


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
        enqueue.notify_worker("notifications.sweep")
        enqueue.notify_worker("notifications.sweep")
        assert queued() == []
    assert queued() == ["notifications.sweep"]


@pytest.mark.django_db(transaction=True)
def test_ring_in_a_transaction_that_is_rolled_back_is_silent(queued: Any) -> None:
    with transaction.atomic():
        enqueue.notify_worker("notifications.sweep")
        transaction.set_rollback(True)
    assert queued() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "broker", ["redis://:no@127.0.0.1:1/0", "amqp://portal:no@127.0.0.1:1//", "redis://:no@127.0.0.1:{mute}/0"]
)
def test_ring_without_a_broker_is_harmless_and_quick(tmp_path: Path, broker: str) -> None:
    program = (
        "import time, django; django.setup()\n"
        "from notifications import enqueue\n"
        "started = time.monotonic()\n"
        "enqueue.notify_worker('notifications.sweep'); enqueue.notify_worker('notifications.sweep')\n"
        "print(time.monotonic() - started < 10, enqueue._quiet_until > started)\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as mute:
        env = os.environ | of_the_tests()
        env |= {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATA_DIR": str(tmp_path),
            "CELERY_BROKER_URL": broker.format(mute=mute.getsockname()[1]),
        }
        run = subprocess.run(
            [sys.executable, "-c", program], env=env, capture_output=True, text=True, timeout=HANG_SECONDS
        )
    assert run.stdout.split() == ["True", "True"], run.stderr
    assert run.stderr.count("the sweep will find the work") == 1
    assert ":no@" not in run.stderr


@pytest.mark.django_db(transaction=True)
def test_ring_where_redis_is_full_or_was_restarted(queued: Any, caplog: pytest.LogCaptureFixture) -> None:
    if not current_app.conf.broker_url.startswith("redis:"):
        pytest.skip("the broker of files is neither")
    server = redis.Redis.from_url(current_app.conf.broker_url)
    enqueue.notify_worker("notifications.sweep")
    assert queued() == ["notifications.sweep"]
    own = server.client_id()
    for each in server.client_list():
        if int(each["id"]) != own and each["db"] == str(server.get_connection_kwargs()["db"]):
            server.client_kill_filter(_id=each["id"])
    enqueue.notify_worker("notifications.sweep")
    enqueue.notify_worker("notifications.deliver")
    assert server.llen(current_app.conf.task_default_queue) == 2
    server.close()
