"""Step c: what became of a write, what it did to the meeting, and who is told, in one transaction."""

from datetime import datetime

from django.db import transaction

from hwmeeting import HwMeetingError
from hwmeeting import Meeting as VendorMeeting
from meetings.mails import queueing
from meetings.models import Meeting, VendorWrite
from meetings.writes.kinds import kind_of
from notifications.enqueue import notify_worker

_State = VendorWrite.State


def conclude(*, write: VendorWrite, answer: VendorMeeting | None, now: datetime) -> None:
    """Record that the vendor has done it, and says that the meeting is ``answer`` (None for what is cancelled).

    Nothing happens if another process has taken the write over meanwhile. Raises UnreadablePayload.
    """
    kind = kind_of(write)
    payload = kind.read(write.payload)
    with transaction.atomic(durable=True):
        if not _finish(write, _State.DONE, now):
            return
        meeting = _locked(write)
        meeting.is_settled = True
        kind.conclude(meeting, write, payload, answer, now)
        _tell_result(write, meeting, now)


def refuse(*, write: VendorWrite, code: str, now: datetime, request_id: str = "") -> None:
    """Record the vendor's no, or our own giving up: a booking comes to nothing, a change leaves all as it was."""
    with transaction.atomic(durable=True):
        if not _finish(write, _State.REFUSED, now, error_code=code, error_request_id=request_id):
            return
        meeting = _locked(write)
        kind_of(write).conclude_refused(meeting, now)
        _tell_result(write, meeting, now)


def mark_unconfirmed(*, write: VendorWrite, error: HwMeetingError, now: datetime) -> None:
    """Record that it may have taken effect or not: it is looked up, never simply repeated."""
    with transaction.atomic(durable=True):
        VendorWrite.objects.still_owned(write).update(
            state=_State.UNCONFIRMED,
            lease_until=None,
            next_attempt_at=now,
            error_code=error.code,
            error_request_id=error.request_id,
        )
        notify_worker("meetings.reconcile", write_id=write.pk)


def _finish(write: VendorWrite, state: str, now: datetime, **fields: str) -> bool:
    cleared = {"error_code": "", "error_request_id": "", "lease_until": None, "next_attempt_at": None}
    ours = VendorWrite.objects.still_owned(write)
    return bool(ours.update(**(cleared | fields), state=state, finished_at=now, candidates=[]))


def _locked(write: VendorWrite) -> Meeting:
    found = Meeting.objects.select_for_update(of=("self",)).select_related("organiser", "tenant__application")
    return found.get(pk=write.meeting_id)


def _tell_result(write: VendorWrite, meeting: Meeting, now: datetime) -> None:
    """Whoever asked is told by mail if the page could not tell them."""
    kind = kind_of(write)
    if kind.tells_result(meeting) and (write.attempts > 1 or write.state == _State.UNCONFIRMED):
        write.refresh_from_db()
        times = kind.occurrence_times(kind.read(write.payload))
        is_done = write.state == _State.DONE
        occurrence = (times.wanted if is_done else None) or times.was if times else None
        queueing.queue_result(meeting=meeting, write=write, now=now, occurrence=occurrence)
