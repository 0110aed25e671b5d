"""Celery, and the table of what runs by the clock, each row with the reason for its period."""

import gc
import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, setup_logging, worker_init

from portal import file_broker

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
# Celery would run Django's checks, which ask the database, and look at no result; portal.start refuses what is wrong.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

file_broker.register()
app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_acks_late=True,  # a killed worker's job runs again; every job is safe to run twice
    task_reject_on_worker_lost=True,
    worker_pool="prefork",  # threads and solo ignore the time limits of the jobs, without a word
    worker_prefetch_multiplier=1,
    task_ignore_result=True,
    task_serializer="json",
    accept_content=["json"],
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,  # a worker waits for its broker as long as it takes
    broker_connection_timeout=2,  # a web request that notifies a worker waits for no broker
    task_publish_retry=False,  # the sweep finds what was not sent
    worker_hijack_root_logger=False,
    # In memory: no file to keep, and after a restart the first run is one period away at most.
    beat_scheduler="celery.beat:Scheduler",
    timezone="UTC",
)
app.autodiscover_tasks(
    ["accounts", "meetings", "meetings.vendor_events", "directory", "history", "control", "insights", "notifications"]
)

app.conf.beat_schedule = {
    # A mail whose message to the worker was lost waits this long at most; an empty outbox costs one indexed query.
    "notifications.sweep": {"task": "notifications.sweep", "schedule": 20.0, "options": {"expires": 20}},
    # An event whose message was lost, or whose next attempt is due, waits this long at most.
    "notifications.sweep_webhooks": {
        "task": "notifications.sweep_webhooks",
        "schedule": 20.0,
        "options": {"expires": 20},
    },
    # "Usually within two minutes" is what the page of an unconfirmed write promises, and it is looked up three times,
    # 10 seconds apart. An unread sweep is void when the next one comes, so none pile up.
    "meetings.sweep": {"task": "meetings.sweep", "schedule": 10.0, "options": {"expires": 10}},
    # Nobody looks at a trial that was cut short; a run that finds none costs one query of a table of few rows.
    "meetings.cancel_trials": {"task": "meetings.cancel_trials", "schedule": 60.0, "options": {"expires": 60}},
    # Half an hour ahead, nobody needs it to the second; each run has at most 50 meetings looked at.
    "meetings.sweep_readiness": {"task": "meetings.sweep_readiness", "schedule": 30.0, "options": {"expires": 30}},
    # A meeting that somebody starts or moves in the vendor's own client shows here after two minutes.
    "meetings.sync": {"task": "meetings.sync", "schedule": 120.0, "options": {"expires": 120}},
    # An event whose message was lost, or whose meeting could not be read at once, waits this long.
    "meetings.sweep_events": {"task": "meetings.sweep_events", "schedule": 10.0, "options": {"expires": 10}},
    # How old an event gets is counted in days.
    "meetings.prune_events": {"task": "meetings.prune_events", "schedule": 3600.0, "options": {"expires": 3600}},
    # Whoever has ended a meeting and got no answer waits so long, and another ten seconds, to be told how it stands.
    "control.sweep": {"task": "control.sweep", "schedule": 10.0, "options": {"expires": 10}},
    # Tokens are renewed half an hour before their end, so several runs may fail before anybody notices.
    "accounts.refresh_tokens": {"task": "accounts.refresh_tokens", "schedule": 300.0, "options": {"expires": 300}},
    # An administrator looks at "Testing…" no longer than this when that message was lost.
    "accounts.sweep": {"task": "accounts.sweep", "schedule": 60.0, "options": {"expires": 60}},
    # Each part of the history is read once an hour, and at once when a session has ended or a killed worker has left
    # something over: then it waits this long at most.
    "history.sync": {"task": "history.sync", "schedule": 60.0, "options": {"expires": 60}},
    # In the night of most people. Days are what is counted: the next night makes up for one that was missed.
    "history.purge": {"task": "history.purge", "schedule": crontab(hour=19, minute=30), "options": {"expires": 3600}},
    # Whoever stays for two minutes is seen; one call for each meeting that runs, where no events tell it.
    "history.watch": {"task": "history.watch", "schedule": 120.0, "options": {"expires": 120}},
    # What was read is in the sums two minutes later, also at the first start, when everybody looks; a tenant where
    # nothing has changed costs four short queries.
    "insights.sweep": {"task": "insights.sweep", "schedule": 120.0, "options": {"expires": 120}},
}


@setup_logging.connect
def _keep_our_logging(**_: object) -> None:
    """Keep Celery from replacing the handlers that the settings made."""


@worker_init.connect
@beat_init.connect
def _start(**_: object) -> None:
    """Refuse what is wrong and log what is away, before the first job fails of it."""
    from portal.start import start

    start(serves_pages=False)


@worker_init.connect
def _share_what_is_imported(**_: object) -> None:
    """Freeze what is imported before the pool is forked: a collection in a child would unshare each object."""
    gc.freeze()
