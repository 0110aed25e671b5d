"""The outbox's jobs, as a worker finds them."""

from datetime import UTC, datetime

import pytest
import time_machine
from celery import current_app
from django.core import mail

from notifications import tasks
from notifications.models import Message
from tests.notifications.queued import queue

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)


@pytest.mark.parametrize("name", ["notifications.deliver", "notifications.sweep"])
def test_the_jobs_are_known_by_name_and_have_limits(name: str) -> None:
    current_app.loader.import_default_modules()
    task = current_app.tasks[name]
    assert (task.acks_late, task.ignore_result) == (True, True)
    assert (task.soft_time_limit, task.time_limit) == (300, 330)


@pytest.mark.django_db
@pytest.mark.parametrize("job", [tasks.deliver, tasks.sweep])
def test_each_job_sends_what_is_due_and_ignores_arguments_of_tomorrow(job: "type[object]") -> None:
    message = queue()
    with time_machine.travel(NOW, tick=False):
        job(of_a_newer_version=1)  # type: ignore[call-arg]
        job()
    message.refresh_from_db()
    assert (message.state, len(mail.outbox)) == (Message.State.SENT, 1)
