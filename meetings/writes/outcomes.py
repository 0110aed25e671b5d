"""Step c: what became of a write, what it did to the meeting, and who is told, in one transaction."""

from datetime import datetime
from typing import Any

from django.db import transaction

from hwmeeting import HwMeetingError
from hwmeeting import Meeting as VendorMeeting
from meetings.mails import queueing
from meetings.models import Meeting, VendorWrite
from meetings.writes import planning
from meetings.writes.events import announced
from meetings.writes.kinds import kind_of
from meetings.writes.kinds.kind import FollowUp
from notifications.enqueue import notify_worker

_State = VendorWrite.State


def conclude(*, write: VendorWrite, answer: VendorMeeting | None, now: datetime) -> bool:
    """Record that the vendor has done it, and says that the meeting is ``answer`` (None for what is cancelled).

    False, and nothing happens, if another process has taken the write over meanwhile. Raises UnreadablePayload.
    """
    kind = kind_of(write)
    payload = kind.read(write.payload)
    is_late = _is_late(write)
    with transaction.atomic(durable=True):
        if not _finish(write, _State.DONE, now):
            return False
        meeting = _locked(write)
        meeting.is_settled = not VendorWrite.objects.shown_beside(write).exists()
        with announced(meeting, now=now):
            follow_up = kind.conclude(meeting, write, payload, answer, now)
        _plan(follow_up, meeting, write, now)
        _tell_result(write, meeting, now, is_late=is_late)
    return True


def refuse(*, write: VendorWrite, code: str, now: datetime, request_id: str = "") -> None:
    """Record the vendor's no, or our own giving up: a booking comes to nothing, a change leaves all as it was."""
    is_late = _is_late(write)
    with transaction.atomic(durable=True):
        if not _finish(write, _State.REFUSED, now, error_code=code, error_request_id=request_id):
            return
        meeting = _locked(write)
        with announced(meeting, now=now):
            follow_up = kind_of(write).conclude_refused(meeting, write, now)
        _plan(follow_up, meeting, write, now)
        _tell_result(write, meeting, now, is_late=is_late)


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


def _plan(follow_up: FollowUp | None, meeting: Meeting, write: VendorWrite, now: datetime) -> None:
    if follow_up:
        planning.plan_follow_up(
            meeting=meeting,
            by=write.requested_by,
            payload=follow_up.payload,
            occurrence_id=follow_up.occurrence_id,
            now=now,
        )


def _finish(write: VendorWrite, state: str, now: datetime, **fields: str) -> bool:
    values: dict[str, Any] = {"error_code": "", "error_request_id": "", "lease_until": None, "next_attempt_at": None}
    values |= {**fields, "state": state, "finished_at": now, "candidates": []}
    if not VendorWrite.objects.still_owned(write).update(**values):
        return False
    for name, value in values.items():
        setattr(write, name, value)
    return True


def _locked(write: VendorWrite) -> Meeting:
    """Return the meeting of a write that the caller has just finished, so that nobody else changes it.

    One that is still being booked is changed with the row of its booking alone, which the caller holds by now.
    """
    if kind_of(write).is_booking:
        return write.meeting
    found = Meeting.objects.select_for_update(of=("self",)).select_related("organiser", "tenant__application")
    return found.get(pk=write.meeting_id)


def _is_late(write: VendorWrite) -> bool:
    """Return whether the page could not wait for it."""
    return write.attempts > 1 or write.state == _State.UNCONFIRMED


def _tell_result(write: VendorWrite, meeting: Meeting, now: datetime, *, is_late: bool) -> None:
    """Tell whoever asked by mail if the page could not tell them."""
    kind = kind_of(write)
    if is_late and write.series_change_id is None and kind.tells_result(meeting):
        write.refresh_from_db()
        times = kind.occurrence_times(kind.read(write.payload))
        is_done = write.state == _State.DONE
        occurrence = (times.wanted if is_done else None) or times.was if times else None
        queueing.queue_result(meeting=meeting, write=write, now=now, occurrence=occurrence)
