"""Step c: what became of a write, what it did to the meeting, and who is told, in one transaction."""

from datetime import datetime

from django.db import transaction

from hwmeeting import HwMeetingError
from hwmeeting import Meeting as VendorMeeting
from meetings import schedule
from meetings.mails import queueing
from meetings.models import Meeting, VendorWrite
from meetings.snapshots import MeetingSnapshot, Span, dates_of
from meetings.writes import invitees, occurrences, planning
from meetings.writes.agenda import refresh_agenda
from meetings.writes.applying import apply_vendor_answer
from notifications.enqueue import notify_worker

# "unknown, cancelled or finished" (docs/vendor/meetings.md 20), told by code: it comes with HTTP 400.
NO_SUCH_MEETING = "MMC.111070005"
_Kind, _State = VendorWrite.Kind, VendorWrite.State


def succeed(*, write: VendorWrite, answer: VendorMeeting | None, now: datetime) -> None:
    """The vendor has done it, and says that the meeting is ``answer`` (None for what is cancelled).

    Nothing happens if another process has taken the write over meanwhile.
    """
    with transaction.atomic(durable=True):
        if not _finish(write, _State.DONE, now):
            return
        meeting = _locked(write)
        meeting.is_settled = True
        if write.kind == _Kind.CREATE:
            assert answer is not None
            _booked(meeting, answer, now)
        elif write.kind == _Kind.EDIT:
            assert answer is not None
            _edited(meeting, write, answer, now)
        elif write.kind == _Kind.EDIT_OCCURRENCE:
            _moved(meeting, write, answer, now)
        elif write.kind == _Kind.CANCEL_OCCURRENCE:
            _skipped(meeting, write, now)
        else:
            _cancelled(meeting, write, now)
        _tell_result(write, meeting, now)


def refuse(*, write: VendorWrite, code: str, now: datetime, request_id: str = "") -> None:
    """The vendor's no, or our own giving up: a booking comes to nothing, a change leaves all as it was."""
    with transaction.atomic(durable=True):
        if not _finish(write, _State.REFUSED, now, error_code=code, error_request_id=request_id):
            return
        meeting = _locked(write)
        if write.kind == _Kind.CREATE:
            meeting.state, meeting.changed_at = Meeting.State.REFUSED, now
            meeting.save(update_fields=["state", "changed_at"])
            refresh_agenda(meeting=meeting)
        _tell_result(write, meeting, now)


def doubt(*, write: VendorWrite, error: HwMeetingError, now: datetime) -> None:
    """It may have taken effect or not: it is looked up, never simply repeated."""
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


def _booked(meeting: Meeting, answer: VendorMeeting, now: datetime) -> None:
    apply_vendor_answer(meeting=meeting, answer=answer, now=now, is_new=True)
    queueing.queue_invitations(meeting=meeting, now=now)


def _edited(meeting: Meeting, write: VendorWrite, answer: VendorMeeting, now: datetime) -> None:
    schedule.focus(meeting, now=now)
    before, wanted = MeetingSnapshot.of(meeting), write.payload["wanted"]
    meeting.changed_at = now  # also where only its people change
    # What only we know of it
    for name in ("time_zone", "sends_sms", "tells_invitees"):
        setattr(meeting, name, wanted[name])
    for name, value in planning.rule_fields(wanted).items():
        setattr(meeting, name, value)
    apply_vendor_answer(meeting=meeting, answer=answer, now=now, is_new=True)
    invitees.follow(meeting=meeting, before=write.payload["before"], wanted=wanted, now=now)
    queueing.queue_change(meeting=meeting, before=before, now=now)


def _cancelled(meeting: Meeting, write: VendorWrite, now: datetime) -> None:
    if not meeting.is_open:  # withdrawn before it was booked: nobody was invited
        return
    meeting.state, meeting.changed_at = Meeting.State.CANCELLED, now
    meeting.cancelled_by, meeting.cancelled_at = write.requested_by, now
    meeting.cancel_note = write.payload["note"]
    if meeting.is_series:
        schedule.focus(meeting, now=now)
        meeting.occurrences.filter(start_at__gt=now).update(is_cancelled=True)
    meeting.save()
    refresh_agenda(meeting=meeting)
    queueing.queue_cancellation(meeting=meeting, now=now, tell=write.payload["tell"])


def _moved(meeting: Meeting, write: VendorWrite, answer: VendorMeeting | None, now: datetime) -> None:
    schedule.focus(meeting, now=now)
    date, before = write.occurrence, MeetingSnapshot.of(meeting)
    was = Span(date.start_at, date.end_at) if date else None
    if answer is None:
        occurrences.move(write=write)
        occurrences.after_change(meeting=meeting, now=now)
        meeting.changed_at = now
        meeting.save()
        refresh_agenda(meeting=meeting)
    else:
        apply_vendor_answer(meeting=meeting, answer=answer, now=now)
    # The answer may bring more than what we asked for: what another client has done since we last looked.
    row = occurrences.row_of(write)
    if row and was and dates_of(meeting) == before.dates - {was} | {Span(row.start_at, row.end_at)}:
        queueing.queue_moved_date(meeting=meeting, date=row, was=was, now=now)
    else:
        queueing.queue_change(meeting=meeting, before=before, now=now)


def _skipped(meeting: Meeting, write: VendorWrite, now: datetime) -> None:
    date = write.occurrence
    if date is None or date.is_cancelled or not meeting.is_open:
        return
    date.is_cancelled = True
    date.save(update_fields=["is_cancelled"])
    left = meeting.occurrences.held()
    is_all_off = not left.exists()
    if is_all_off:
        meeting.state, meeting.cancelled_by, meeting.cancelled_at = Meeting.State.CANCELLED, write.requested_by, now
        meeting.cancel_note = write.payload["note"]
    elif not left.filter(end_at__gt=now).exists():
        meeting.state = Meeting.State.ENDED
    occurrences.after_change(meeting=meeting, now=now)
    meeting.changed_at = now
    meeting.save()
    refresh_agenda(meeting=meeting)
    if is_all_off:
        queueing.queue_cancellation(meeting=meeting, now=now, tell=write.payload["tell"])
        return
    queueing.queue_cancelled_date(
        meeting=meeting,
        date=date,
        by=write.requested_by,
        note=write.payload["note"],
        now=now,
        tell=write.payload["tell"],
    )


def _tell_result(write: VendorWrite, meeting: Meeting, now: datetime) -> None:
    """Whoever asked is told by mail if the page could not tell them; nobody hears of what was withdrawn."""
    if write.kind == _Kind.CANCEL and not meeting.vendor_conference_id:
        return
    if write.attempts > 1 or write.state == _State.UNCONFIRMED:
        write.refresh_from_db()
        queueing.queue_result(meeting=meeting, write=write, now=now)
