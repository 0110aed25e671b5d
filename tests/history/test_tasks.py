"""The jobs of history."""

from datetime import UTC, datetime

import pytest
import time_machine

from accounts.models import Application, Tenant
from history import tasks
from history.models import SyncCursor

_NOW = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)


@pytest.mark.django_db(transaction=True)
def test_sync_reads_each_tenant_that_is_active() -> None:
    application = Application.objects.create(name="App", app_id="app", app_key="key")
    active = [Tenant.objects.create(name=name, application=application) for name in ("One", "Two")]
    Tenant.objects.create(name="Off", application=application, is_active=False)
    with time_machine.travel(_NOW, tick=False):
        tasks.sync(of_a_newer_version=1)
    read = SyncCursor.objects.order_by("tenant").values_list("tenant", "read_until", "lease_until")
    assert list(read) == [(tenant.pk, _NOW, None) for tenant in active]
