"""How the writes of a series that the portal keeps go on, whatever happens to one: at most four are on their way.

Whoever has sent one goes on with the next, and the sweep wherever a process died; each step looks at the rows alone.
Once none is open, whoever is invited is told of all of them at once. What lies further ahead than the vendor takes
bookings waits until it does, and needs nobody to be told again.
"""

import time
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from meetings.limits import REACH
from meetings.mails import queueing
from meetings.models import Meeting, PortalSeries, SeriesChange, VendorWrite
from meetings.models.meeting import MeetingQuerySet
from meetings.writes import planning, sending, series_changes, withdrawal
from meetings.writes.kinds.cancel import CancelPayload
from notifications.enqueue import notify_worker

# So that one series leaves the limiter of the vendor's calls, and the workers, to others.
MOST_UNDER_WAY = 4
# So long one task sends one after the other; a new one takes over from it.
_LONGEST_LANE = timedelta(seconds=30)
_WAITING = Q(state=VendorWrite.State.PLANNED, next_attempt_at=None)


def go_on(*, write: VendorWrite, now: datetime) -> None:
    """Go on with the series of ``write``, which this process has just sent: with the next, for a while."""
    began = time.monotonic()
    while series_id := write.meeting.portal_series_id:
        passed = timedelta(seconds=time.monotonic() - began)
        is_last = passed > _LONGEST_LANE
        own = advance(series_id=series_id, now=now + passed, takes_one=not is_last)
        if own is None:
            return
        write = sending.send(write_id=own, now=now + passed)


def advance(*, series_id: UUID | str, now: datetime, takes_one: bool = False) -> int | None:
    """Have the next writes sent, and tell everybody once all are done; safe to call twice and to kill anywhere.

    Return the one that the caller sends itself, where it ``takes_one``.
    """
    with transaction.atomic(durable=True):
        series = PortalSeries.objects.select_for_update().get(pk=series_id)
        if series.undone_by:
            _withdraw_waiting(series, series.undone_by, now)
            _plan_cancellations(series, series.undone_by, now)
        open_writes = VendorWrite.objects.open().filter(_within_reach(now), meeting__portal_series=series)
        # One whose answer was lost is looked up now and then: the others needn't wait for that.
        under_way = open_writes.exclude(_WAITING).exclude(state=VendorWrite.State.UNCONFIRMED).count()
        due = open_writes.filter(_WAITING).order_by("meeting__start_at")
        chosen = list(due.values_list("pk", flat=True)[: max(MOST_UNDER_WAY - under_way, 0)])
        VendorWrite.objects.filter(pk__in=chosen).update(next_attempt_at=now)
        own = chosen.pop(0) if takes_one and chosen else None
        for write_id in chosen:
            notify_worker("meetings.send_write", write_id=write_id)
        if series.settled_at is None and not open_writes.exists():
            _settle(series, now)
        series_changes.settle_done(series=series, now=now)
    return own


def list_unsettled(*, now: datetime) -> set[UUID]:
    """Return the series that are still being booked or taken back, or of which something has come within reach.

    Three small queries when there is none.
    """
    # By their time, too: SQLite walks an index that is asked for nothing from end to end.
    unsettled = PortalSeries.objects.filter(settled_at=None, created_at__lte=now).values_list("pk", flat=True)
    changes = SeriesChange.objects.filter(settled_at=None, created_at__lte=now).values_list("series", flat=True)
    members = VendorWrite.objects.open().filter(_WAITING, _within_reach(now)).exclude(meeting__portal_series=None)
    return {*unsettled, *changes, *members.values_list("meeting__portal_series", flat=True)}


def refused(series: PortalSeries) -> MeetingQuerySet:
    """Return the meetings that could not be booked."""
    return series.members.filter(state=Meeting.State.REFUSED)


def _within_reach(now: datetime) -> Q:
    """Leave out the bookings that the vendor doesn't take yet, and that wait until it does."""
    return ~Q(_WAITING, meeting__start_at__gt=now + REACH)


def _settle(series: PortalSeries, now: datetime) -> None:
    """Tell everybody of what is booked; where something is not, the organiser decides first."""
    is_over = not series.members.filter(start_at__gt=now).exists()
    is_decided = series.undone_by_id or series.is_partial or is_over
    if not is_decided and refused(series).exists():
        return
    series.settled_at = now
    series.save(update_fields=["settled_at"])
    booked = series.members.standing().select_related("organiser", "tenant__application", "portal_series")
    first = booked.order_by("start_at").first()
    if first and not series.undone_by_id:
        queueing.queue_invitations(meeting=first, now=now)


def _withdraw_waiting(series: PortalSeries, by: User, now: datetime) -> None:
    """Take back the bookings that are not sent just now."""
    bookings = VendorWrite.objects.open().bookings().filter(meeting__portal_series=series)
    planned = bookings.filter(state=VendorWrite.State.PLANNED).select_for_update(of=("self",))
    for write in planned.select_related("meeting"):
        withdrawal.end_write(write, now=now)
        withdrawal.cancel_unbooked(write.meeting, by=by, now=now)


def _plan_cancellations(series: PortalSeries, by: User, now: datetime) -> None:
    """Have what stands at the vendor cancelled; nobody was told of it, and nobody is."""
    busy = VendorWrite.objects.open().filter(meeting=OuterRef("pk"))
    standing = series.members.filter(~Exists(busy), state=Meeting.State.BOOKED, start_at__gt=now)
    for meeting in standing:
        key = planning.IdempotencyKey(by, f"undone-{meeting.pk.hex}", "")
        planning.store_waiting(key=key, meeting=meeting, payload=CancelPayload(note="", tell=False), now=now)
