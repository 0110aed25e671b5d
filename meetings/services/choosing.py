"""What an administrator decides about a write: which of several meetings is the one that it asked for."""

from datetime import datetime

import structlog
from django.db.models import Q

from accounts.models import User
from accounts.vendor import clients
from hwmeeting import HwMeetingError
from l10n.problem import Problem
from meetings import refusals
from meetings.errors import BookingRefused, MeetingError, NotAllowed
from meetings.models import VendorWrite
from meetings.models.vendor_write import VendorWriteQuerySet
from meetings.problems import Code
from meetings.writes import outcomes
from meetings.writes.kinds import KINDS, is_known, kind_of
from meetings.writes.payloads import UnreadablePayload
from meetings.writes.sending import load

_log = structlog.get_logger("meetings.choosing")

_UNDECIDED = Q(state=VendorWrite.State.UNCONFIRMED, last_check=VendorWrite.Check.SEVERAL)


def undecided(*, by: User) -> VendorWriteQuerySet:
    """Return the writes of which ``by`` may say what became of them, since several meetings could be it."""
    return _within_reach(by).filter(_UNDECIDED)


def needing_somebody(*, by: User) -> VendorWriteQuerySet:
    """Return what ``by`` should know of: the undecided, and those that this version can't read."""
    return _within_reach(by).filter(_UNDECIDED | Q(error_code=refusals.UNREADABLE_PAYLOAD) | ~Q(kind__in=list(KINDS)))


def is_for_newer_version(*, write: VendorWrite) -> bool:
    """Return whether a write waits for a newer version of the portal, since this one can't read it."""
    return write.error_code == refusals.UNREADABLE_PAYLOAD or not is_known(write.kind)


def _within_reach(by: User) -> VendorWriteQuerySet:
    if not (by.is_active and by.is_staff):
        return VendorWrite.objects.none()
    found = VendorWrite.objects.open().select_related("meeting__organiser")
    return found if by.is_operator else found.filter(meeting__tenant=by.tenant_id)


def choose(*, write_id: int, conference_id: str, by: User, now: datetime) -> VendorWrite:
    """Take the meeting that an administrator says is the one (to be cancelled, if it was withdrawn).

    Raises NotAllowed, MeetingError for a meeting that was not found, and BookingRefused for the vendor's no.
    """
    write = load(write_id)
    if not undecided(by=by).filter(pk=write_id).exists():
        raise NotAllowed(Problem(Code.NOT_YOURS_TO_CHOOSE))
    if conference_id not in write.candidates:
        raise MeetingError(Problem(Code.NO_CANDIDATE))
    try:
        kind = kind_of(write)
        kind.read(write.payload)  # before anything is done at the vendor
    except UnreadablePayload as error:
        code = refusals.UNREADABLE_PAYLOAD
        raise BookingRefused(refusals.reason(code=code), vendor_code=code, meeting=write.meeting) from error
    client = clients.client_for(person=write.meeting.organiser, within=write.meeting.tenant)
    try:
        answer = kind.take_chosen(client, write.meeting, conference_id)
    except HwMeetingError as error:
        raise BookingRefused(
            refusals.reason(code=error.code), vendor_code=error.code, meeting=write.meeting
        ) from error
    outcomes.conclude(write=write, answer=answer, now=now)
    _log.info("an administrator has chosen", write=write.pk, by=by.pk, conference_id=conference_id)
    return load(write_id)
