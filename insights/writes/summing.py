"""The days of a tenant whose sessions have changed, summed anew, one after the other."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from accounts.models import Tenant
from history.models import EndedSession
from insights.days import bounds, day_of, days_of
from insights.models import DayTotals, SumState
from insights.queries.frozen import frozen_until
from insights.writes import series
from insights.writes.counting import Sums, count_day
from insights.writes.day_rows import write_day, write_months
from insights.writes.held import LONGEST, held_within
from l10n import zones
from meetings.models import Meeting


def follow_zone(*, tenant: Tenant, now: datetime) -> SumState:
    """Return how far the sums of a tenant are; where it has another zone by now they are dropped, to be made anew.

    Those of days of which something was deleted stay: by the zone of then.
    """
    state, _ = SumState.objects.get_or_create(tenant=tenant, defaults={"time_zone": tenant.time_zone})
    if state.time_zone == tenant.time_zone:
        return state
    zone = zones.zone(tenant.time_zone)
    frozen = frozen_until(tenant_id=tenant.pk, zone=zone, now=now)
    with transaction.atomic(durable=True):
        SumState.objects.filter(pk=tenant.pk).update(time_zone=tenant.time_zone, summed_at=now)
        sums, sessions = DayTotals.objects.filter(tenant=tenant), EndedSession.objects.filter(tenant=tenant)
        if frozen:
            sums, sessions = sums.filter(day__gt=frozen), sessions.filter(start_at__gte=bounds(frozen, zone)[1])
        months = set(sums.filter(person__isnull=False).values_list("day__year", "day__month").distinct())
        people = set(sums.filter(person__isnull=False).values_list("person_id", flat=True).distinct())
        sums.delete()
        for year, month in months:
            write_months(tenant, date(year, month, 1), people)
        sessions.update(is_summed=False, summed_start_at=None, summed_end_at=None)
    state.time_zone = tenant.time_zone
    return state


def sum_latest_day(*, tenant: Tenant, now: datetime) -> int:
    """Sum what has changed in sessions of the latest day that has such; return how many days, 0 for none left.

    Sessions that somebody is writing at the moment are left for the next time: what they say is not certain yet.
    """
    zone = zones.zone(tenant.time_zone)
    with transaction.atomic(durable=True):
        SumState.objects.filter(pk=tenant.pk).update(summed_at=now)  # whoever else sums waits here
        changed = EndedSession.objects.unsummed(tenant_id=tenant.pk)
        latest = changed.order_by("-start_at").values_list("start_at", flat=True).first()
        if latest is None:
            return 0
        start, end = bounds(day_of(latest, zone), zone)
        claimed = list(
            changed.filter(start_at__gte=start, start_at__lt=end)
            .select_for_update(skip_locked=True, of=("self",))
            .values("pk", "start_at", "end_at", "summed_start_at", "summed_end_at", "meeting_id")
        )
        days = {day for row in claimed for day in _days_of(row, tenant)} - _frozen(tenant, zone, now)
        for day in sorted(days):
            write_day(tenant, day, sums_of(tenant, day))
        _look_again(tenant, {row["meeting_id"] for row in claimed})
        EndedSession.objects.filter(pk__in=[row["pk"] for row in claimed]).update(
            is_summed=True, summed_start_at=F("start_at"), summed_end_at=F("end_at")
        )
    return len(claimed) and max(1, len(days))


def sums_of(tenant: Tenant, day: date) -> dict[int | None, Sums]:
    """Return what the history says of a day, by the tenant's zone."""
    zone = zones.zone(tenant.time_zone)
    return count_day(day, zone, held_within(tenant, *bounds(day, zone)))


def _frozen(tenant: Tenant, zone: ZoneInfo, now: datetime) -> set[date]:
    """Return the days with sums that are to stay as they are."""
    until = frozen_until(tenant_id=tenant.pk, zone=zone, now=now)
    summed = (
        DayTotals.objects.filter(tenant=tenant, person=None, day__lte=until) if until else DayTotals.objects.none()
    )
    return set(summed.values_list("day", flat=True))


def _days_of(row: Mapping[str, Any], tenant: Tenant) -> set[date]:
    """Return the days that a session touches, and those that it touched when it was last summed."""
    zone = zones.zone(tenant.time_zone)
    spans = [(row["start_at"], row["end_at"]), (row["summed_start_at"], row["summed_end_at"])]
    return {day for start, end in spans if start for day in days_of(start, min(end, start + LONGEST), zone)}


def _look_again(tenant: Tenant, meetings: set[Any]) -> None:
    """Have the series among some meetings looked at again."""
    found = Meeting.objects.filter(pk__in=meetings - {None}).exclude(repeat_unit="")
    series.mark_due(tenant=tenant, meetings=found.values_list("pk", flat=True))
