"""For how long a tenant keeps what was held: said by an administrator, and done each night."""

import time
from datetime import datetime, timedelta

from django.db import models

from accounts import access
from accounts.models import Tenant, User
from history.errors import NotAllowed
from history.models import EndedSession, Recording, Retention
from history.problems import Code
from history.writes import purging
from l10n.problem import Problem
from notifications.enqueue import notify_worker

# A worker is let go after so long; the next one goes on.
BUDGET = timedelta(minutes=6)


def set_days(*, retention: Retention, by: User) -> Retention:
    """Keep what an administrator has said of their tenant; what is to go goes in the night. Raises NotAllowed."""
    if not access.tenants(by=by).filter(pk=retention.tenant_id).exists():
        raise NotAllowed(Problem(Code.NOT_YOUR_ORGANISATION))
    # Rows may have come in between that a shorter time before had let go.
    retention.attendance_purged_until = retention.control_records_purged_until = None
    retention.save()
    return retention


def sessions_to_go(*, retention: Retention, now: datetime) -> int:
    """Return of how many sessions something is deleted in the coming night, if nobody changes the days before."""
    edges = retention.edges(now)
    gone = EndedSession.Details.PURGED
    old = models.Q(pk__in=[])
    if edges.sessions:
        old |= models.Q(start_at__lt=edges.sessions)
    for edge in (edges.attendance, edges.control_records):
        if edge:
            old |= models.Q(start_at__lt=edge) & ~models.Q(details=gone)
    if edges.recordings:
        old |= models.Q(pk__in=Recording.objects.filter(start_at__lt=edges.recordings).values("session"))
    return EndedSession.objects.filter(old, tenant=retention.tenant_id).count()


def within_reach(*, by: User) -> models.QuerySet[Retention]:
    """Return those of the tenants that ``by`` looks after."""
    return Retention.objects.filter(tenant__in=access.tenants(by=by)).select_related("tenant")


def tenants_without(*, by: User) -> models.QuerySet[Tenant]:
    """Return the tenants that ``by`` looks after and for which nothing is said yet."""
    return access.tenants(by=by).filter(retention=None).order_by("name")


def sweep() -> int:
    """Have a worker purge each tenant that doesn't keep everything; return how many."""
    tenants = list(Retention.objects.order_by("tenant").values_list("tenant_id", flat=True))
    for tenant_id in tenants:
        notify_worker("history.purge_tenant", tenant_id=tenant_id)
    return len(tenants)


def purge(*, tenant_id: int, now: datetime, budget: timedelta = BUDGET) -> bool:
    """Delete what a tenant keeps no longer, in small transactions; return whether nothing is left.

    What is killed goes on with the next call. What is deleted here stays with the meeting service, as long as that
    keeps it; readings of its history leave it out.
    """
    retention = Retention.objects.filter(tenant=tenant_id).first()
    if retention is None:
        return True
    deadline = time.monotonic() + budget.total_seconds()

    def is_spent() -> bool:
        return time.monotonic() > deadline

    done = all(step(retention, now, is_spent) for step in purging.STEPS)
    if done:
        Retention.objects.filter(pk=retention.pk).update(purged_at=now)
    else:
        notify_worker("history.purge_tenant", tenant_id=tenant_id)
    return done
