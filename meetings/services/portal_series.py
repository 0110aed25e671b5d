"""What becomes of a series that the portal keeps, while its meetings are being booked and where one could not be."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from accounts.models import User
from l10n.problem import Problem
from meetings.errors import NotAllowed, TooLate
from meetings.models import Meeting, PortalSeries, VendorWrite
from meetings.problems import Code
from meetings.writes import pacing
from meetings.writes.agenda import refresh_agenda

_State = VendorWrite.State


def find(*, series_id: UUID, organiser: User) -> PortalSeries | None:
    """Return the series that ``organiser`` has booked in their present organisation; None for any other."""
    return PortalSeries.objects.filter(pk=series_id, organiser=organiser, tenant=organiser.tenant_id).first()


def go_on(*, first: VendorWrite, now: datetime) -> None:
    """Have the others booked, once the first was sent; where the vendor refuses that one, none is."""
    series = first.meeting.portal_series
    assert series is not None
    if first.state == _State.REFUSED:
        undo(series=series, by=first.requested_by, now=now)
    else:
        pacing.advance(series_id=series.pk, now=now)


def retry(*, series: PortalSeries, by: User, now: datetime) -> int:
    """Have those booked that could not be and still lie ahead, and return how many.

    Raises NotAllowed, and TooLate where there is none (any more).
    """
    with transaction.atomic(durable=True):
        _lock(series, by)
        found = list(pacing.refused(series).filter(start_at__gt=now))
        for meeting in found:
            meeting.state, meeting.is_settled, meeting.changed_at = Meeting.State.REQUESTED, False, now
            meeting.save(update_fields=["state", "is_settled", "changed_at"])
            refresh_agenda(meeting=meeting)
        writes = VendorWrite.objects.bookings().filter(meeting__in=found)
        writes.update(state=_State.PLANNED, attempts=0, finished_at=None, next_attempt_at=None, error_code="")
    if not found:
        raise TooLate(Problem(Code.NOTHING_TO_RETRY))
    pacing.advance(series_id=series.pk, now=now)
    return len(found)


def keep(*, series: PortalSeries, by: User, now: datetime) -> None:
    """Do without those that could not be booked, and tell everybody of the others. Raises NotAllowed and TooLate."""
    with transaction.atomic(durable=True):
        found = _lock(series, by)
        found.is_partial = True
        found.save(update_fields=["is_partial"])
    pacing.advance(series_id=series.pk, now=now)


def undo(*, series: PortalSeries, by: User, now: datetime) -> None:
    """Take all of it back: what wasn't sent is not, what is booked is cancelled, and nobody is told.

    Raises NotAllowed, and TooLate once everybody was told.
    """
    with transaction.atomic(durable=True):
        found = _lock(series, by)
        found.undone_by = by
        found.save(update_fields=["undone_by"])
    pacing.advance(series_id=series.pk, now=now)


def _lock(series: PortalSeries, by: User) -> PortalSeries:
    if by.pk != series.organiser_id:
        raise NotAllowed(Problem(Code.NOT_YOURS))
    found = PortalSeries.objects.select_for_update().get(pk=series.pk)
    if found.settled_at or found.undone_by_id:
        raise TooLate(Problem(Code.SERIES_SETTLED))
    return found
