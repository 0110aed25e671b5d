"""Up to which day the history is not whole any more, so that sums of it can't be made anew; reads only."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from history.models import EndedSession, Retention
from insights.days import day_of


def frozen_until(*, tenant_id: int, zone: ZoneInfo, now: datetime) -> date | None:
    """Return the last day of which something was deleted, or may be any night; None where all is kept.

    The sums of such days stay as they are.
    """
    retention = Retention.objects.filter(tenant=tenant_id).first()
    if retention is None:
        return None
    sessions = EndedSession.objects.filter(tenant=tenant_id)
    purged = sessions.filter(details=EndedSession.Details.PURGED).order_by("-start_at")
    found = [retention.edges(now).attendance, purged.values_list("start_at", flat=True).first()]
    if retention.purged_at:  # before the first session that is left there may have been others
        found.append(sessions.order_by("start_at").values_list("start_at", flat=True).first())
    return max((day_of(at, zone) for at in found if at), default=None)
