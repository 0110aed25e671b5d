"""Keeps the sums of the history: whatever has changed in it changes them some minutes later."""

import time
from datetime import datetime, timedelta

import structlog
from django.db.models import Exists, OuterRef

from accounts.models import Tenant
from directory.services import resources
from history.models import EndedSession, Kind, SyncCursor
from insights.writes import series, summing
from notifications.enqueue import notify_worker

_log = structlog.get_logger("insights.summing")

# A worker is let go after so long; the next one goes on where this one stopped.
BUDGET = timedelta(minutes=4)


def sweep(*, now: datetime) -> int:
    """Notify a worker of each tenant that has a history; return how many."""
    held = EndedSession.objects.filter(tenant=OuterRef("pk"))
    read = SyncCursor.objects.filter(tenant=OuterRef("pk"), kind=Kind.SESSIONS)
    tenants = Tenant.objects.filter(Exists(held) | Exists(read), is_active=True)
    found = list(tenants.order_by("pk").values_list("pk", flat=True))
    for tenant_id in found:
        notify_worker("insights.sum_up", tenant_id=tenant_id)
    return len(found)


def sum_up(*, tenant_id: int, now: datetime, budget: timedelta = BUDGET) -> int:
    """Sum the days of a tenant that have changed, the latest first, and look at its series; return how many days.

    What the tenant has bought, to which peaks are compared, is read a few times a day.

    May be killed at any moment: each day is a transaction, and a session that is not summed says so itself.
    """
    tenant = Tenant.objects.select_related("application").get(pk=tenant_id)
    end, days = time.monotonic() + budget.total_seconds(), 0
    resources.read_resources(tenant=tenant, now=now)
    state = summing.follow_zone(tenant=tenant, now=now)
    series.note_passed(tenant=tenant, state=state)
    while summed := summing.sum_latest_day(tenant=tenant, now=now):
        days += summed
        if time.monotonic() > end:
            notify_worker("insights.sum_up", tenant_id=tenant_id)
            return days
    while series.look_at_some(tenant=tenant):
        if time.monotonic() > end:
            notify_worker("insights.sum_up", tenant_id=tenant_id)
            break
    if days:
        _log.info("days summed", tenant=tenant_id, days=days)
    return days
