"""Series that few attend; reads only."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from insights.models import SeriesAttendance


def poorly_attended(
    *, tenant_id: int, host: User | None, since: datetime, until: datetime
) -> QuerySet[SeriesAttendance]:
    """Return the series whose latest known occurrence lies in a span and of which something is to be said.

    The latest first; of one host, or without one of the whole tenant.
    """
    found = SeriesAttendance.objects.filter(tenant=tenant_id, last_at__gte=since, last_at__lt=until)
    found = found.exclude(finding=SeriesAttendance.Finding.NONE).select_related("meeting__organiser")
    return (found.filter(meeting__organiser=host) if host else found).order_by("-last_at", "pk")
