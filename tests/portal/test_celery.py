"""Every job has limits that the broker knows of."""

from pathlib import Path
from typing import Any

from celery import current_app

from portal import storage
from portal.celery import app


def broker(url: str) -> dict[str, Any]:
    return storage.broker(url, folder=Path())


def test_no_job_is_given_to_another_worker_while_it_may_be_at_work() -> None:
    app.loader.import_default_modules()
    limits = [task.time_limit or 0 for name, task in app.tasks.items() if not name.startswith("celery.")]
    assert min(limits) > 0, "every job has one"
    assert max(limits) < broker("redis://h/1")["visibility_timeout"]


def test_the_sweep_is_on_the_clock() -> None:
    assert current_app.conf.beat_schedule["notifications.sweep"]["task"] == "notifications.sweep"
