"""A job does its one call, and an error about one tenant ends that tenant's work alone."""

from datetime import datetime

import pytest

from accounts.models import Tenant, User
from meetings import tasks
from meetings.writes import syncing

pytestmark = pytest.mark.django_db


def test_sync_task_goes_on_after_an_error_about_one_tenant(
    qingshan: Tenant, stranger: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def fail(*, tenant_id: int, now: datetime) -> int:
        seen.append(tenant_id)
        raise ValueError("a bug")

    monkeypatch.setattr(syncing, "sync_coming", fail)
    tasks.sync()
    assert seen == [qingshan.pk, stranger.tenant_id]
