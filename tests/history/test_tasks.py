"""The clock finds what is to be read, and a worker reads it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from celery import current_app

from accounts.models import Application, Tenant
from history import tasks
from history.models import Kind, SyncCursor
from tests.flows.actions import enqueued, forget_enqueued

_NOW = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tenants() -> list[Tenant]:
    forget_enqueued()
    application = Application.objects.create(name="App", app_id="app", app_key="key")
    Tenant.objects.create(name="Off", application=application, is_active=False)
    return [Tenant.objects.create(name=name, application=application) for name in ("One", "Two")]


def told() -> list[tuple[str, int, str]]:
    return sorted((task, arguments["tenant_id"], arguments["kind"]) for task, arguments in enqueued())


def test_sync_finds_each_part_of_each_tenant_that_is_active(tenants: list[Tenant]) -> None:
    with time_machine.travel(_NOW, tick=False):
        tasks.sync(of_a_newer_version=1)
    parts = sorted(("history.read", tenant.pk, kind.value) for tenant in tenants for kind in Kind)
    assert told() == parts
    with time_machine.travel(_NOW, tick=False):
        for task, tenant_id, kind in parts:
            current_app.tasks[task](tenant_id=tenant_id, kind=kind, of_a_newer_version=1)
        tasks.sync()
    assert told() == [], "what has been read is read again in an hour"
    assert set(SyncCursor.objects.values_list("lease_until", "failures")) == {(None, 0)}
    with time_machine.travel(_NOW + timedelta(minutes=61), tick=False):
        tasks.sync()
    assert told() == parts


def test_session_ended_has_what_is_new_read_at_once(tenants: list[Tenant]) -> None:
    with time_machine.travel(_NOW, tick=False):
        tasks.session_ended(tenant_id=tenants[0].pk)
    assert told() == [("history.read", tenants[0].pk, kind) for kind in ("recordings", "sessions")]
    assert {*SyncCursor.objects.due(_NOW).values_list("kind", flat=True)} == {"recordings", "sessions"}
