"""What a process of ``killable`` finds imported: what the actions need, and what they import late."""

import gc
from importlib import import_module

import django

django.setup()

from celery import current_app  # noqa: E402 — its settings need the set-up
from django.template import engines  # noqa: E402

current_app.finalize()
for name in (
    "tests.flows.actions",
    "tests.flows.test_api_kills",
    "portal.urls",
    "celery.app.amqp",
    "celery.events.dispatcher",
    "celery.events.receiver",
    "kombu.simple",
    "kombu.transport.filesystem",
    "kombu.transport.redis",
    "psycopg_binary._uuid",
    "redis",
):
    import_module(name)
engines.all()
# A collection in a life would write on all of this, and memory that is written on is copied.
gc.freeze()
