"""Taking back what the vendor hasn't taken yet."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from l10n.problem import Problem
from meetings import access
from meetings.errors import TooLate, WriteInProgress
from meetings.models import Meeting, VendorWrite
from meetings.problems import Code
from meetings.writes import withdrawal
from meetings.writes.events import announced
from meetings.writes.kinds import kind_of
from meetings.writes.kinds.cancel import CancelPayload
from meetings.writes.kinds.kind import WriteKind
from meetings.writes.payloads import UnreadablePayload
from notifications.enqueue import notify_worker

_State = VendorWrite.State


def withdraw(*, meeting: Meeting, by: User, now: datetime) -> VendorWrite:
    """Take back the open write of ``meeting`` and return it, WITHDRAWN.

    Nobody is told, save of a date of a series that the portal keeps and everybody has in the calendar already.

    An unconfirmed booking is withdrawn at once; what it may have made at the vendor is looked up and cancelled
    by a write of its own. Raises NotAllowed, TooLate when there is nothing (any more) to take back, and
    WriteInProgress for what is being sent this very moment, for an unconfirmed change, and for what only a newer
    version of the portal knows.
    """
    access.check_can_change(person=by, meeting=meeting)
    with transaction.atomic(durable=True):
        write = VendorWrite.objects.open().select_for_update().filter(meeting=meeting).first()
        if write is None:
            raise TooLate(Problem(Code.NOTHING_TO_WITHDRAW))
        is_unconfirmed = write.state == _State.UNCONFIRMED
        is_booking = _kind(write).is_booking
        if write.state == _State.SENT or (is_unconfirmed and not is_booking):
            raise WriteInProgress(Problem(Code.MAY_BE_SENT))
        withdrawal.end_write(write, now=now)
        if is_booking:
            withdrawal.cancel_unbooked(meeting, by=by, now=now)
            _kind(write).conclude_withdrawn(meeting, write, now)
            if is_unconfirmed:
                _queue_cleanup(write, by, now)
        else:
            found = _locked(meeting)
            with announced(found, now=now):
                _kind(write).conclude_withdrawn(found, write, now)
    return write


def _kind(write: VendorWrite) -> WriteKind[Any]:
    # What withdrawing one of another kind has to undo, nobody knows here.
    try:
        return kind_of(write)
    except UnreadablePayload as error:
        raise WriteInProgress(Problem(Code.WRITE_UNKNOWN)) from error


def _locked(meeting: Meeting) -> Meeting:
    found = Meeting.objects.select_for_update(of=("self",)).select_related("organiser", "tenant__application")
    return found.get(pk=meeting.pk)


def _queue_cleanup(booking: VendorWrite, by: User, now: datetime) -> None:
    payload = CancelPayload(note="", tell=False)
    write = VendorWrite.objects.create(
        meeting=booking.meeting,
        kind=payload.kind,
        state=_State.UNCONFIRMED,
        requested_by=by,
        reference=f"withdrawn-{booking.pk}",
        content_hash="",
        payload=payload.to_json(),  # type: ignore[misc]  # the stubs take the field for text
        next_attempt_at=now,
        created_at=now,
    )
    notify_worker("meetings.reconcile", write_id=write.pk)
