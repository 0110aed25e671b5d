"""The sums made anew from the history as it is, and what differed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min

from accounts.models import Tenant
from history.models import EndedSession
from insights.days import day_of
from insights.models import DayTotals
from insights.queries.frozen import frozen_until
from insights.writes import summing
from insights.writes.day_rows import Difference, differences, write_day
from l10n import zones


def recompute(*, tenant: Tenant, repairs: bool, now: datetime) -> Iterator[Difference]:
    """Yield in what the sums of a tenant differ from its sessions, day by day, and put each right if ``repairs``.

    Days of which something was deleted stay as they are: what they were made of is gone.
    """
    summing.follow_zone(tenant=tenant, now=now)
    for day in _days(tenant, now):
        with transaction.atomic(durable=True):
            right = summing.sums_of(tenant, day)
            found = write_day(tenant, day, right) if repairs else differences(tenant, day, right)
        yield from found


def _days(tenant: Tenant, now: datetime) -> Iterator[date]:
    """Yield each day of which all is kept, from that of the first session on."""
    zone = zones.zone(tenant.time_zone)
    kept = EndedSession.objects.filter(tenant=tenant).aggregate(first=Min("start_at"), last=Max("end_at"))
    if kept["first"] is None:
        return
    summed = DayTotals.objects.filter(tenant=tenant).aggregate(last=Max("day"))["last"]
    day = day_of(kept["first"], zone)
    frozen = frozen_until(tenant_id=tenant.pk, zone=zone, now=now)
    if frozen and frozen >= day:
        day = frozen + timedelta(days=1)
    last = max(day_of(kept["last"], zone), summed or day)
    while day <= last:
        yield day
        day += timedelta(days=1)
