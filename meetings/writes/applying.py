"""What the vendor says of a meeting, taken over into our rows: one function for every way it reaches us."""

from datetime import datetime

from hwmeeting import Meeting as VendorMeeting
from l10n.one_line import one_line
from meetings import options
from meetings.limits import LONGEST_SUBJECT
from meetings.models import Meeting
from meetings.writes import meeting_words, occurrences
from meetings.writes.agenda import refresh_agenda, write_invited
from meetings.writes.events import announced
from notifications.enqueue import notify_worker

_State = Meeting.State
# conferenceState (docs/vendor/meetings.md 5) -> ours
_STATES = {
    "Schedule": _State.BOOKED,
    "Creating": _State.BOOKED,
    "Created": _State.RUNNING,
    "Destroyed": _State.ENDED,
}
_FINAL = {_State.CANCELLED, _State.ENDED}


def apply_vendor_answer(*, meeting: Meeting, answer: VendorMeeting, now: datetime, is_new: bool = False) -> bool:
    """Make our rows say what ``answer`` says; True if an invitee could tell the difference.

    Serves create, edit, sync and reconcile, keeps the agenda in step, and tells API clients of it. The caller holds
    the transaction and the lock of ``meeting``.
    What the answer leaves out stays; a meeting that is cancelled or over stays so. ``is_new`` is the answer to
    booking or changing the whole: of a series the vendor may have made all occurrences anew.
    """
    if meeting.state in _FINAL:
        return False
    with announced(meeting, now=now):
        return _apply(meeting, answer, now, is_new=is_new)


def _apply(meeting: Meeting, answer: VendorMeeting, now: datetime, *, is_new: bool) -> bool:
    old_times, was_booked = (meeting.start_at, meeting.end_at), bool(meeting.vendor_conference_id)
    was_running = meeting.state == _State.RUNNING
    changed = [name for name, value in _taken(meeting, answer).items() if _set(meeting, name, value)]
    if was_running and meeting.state != _State.RUNNING:
        notify_worker("history.session_ended", tenant_id=meeting.tenant_id)
    followed = occurrences.apply_answer(meeting=meeting, answer=answer, now=now, is_new=is_new)
    meeting.vendor_seen_at, meeting.vendor_missing_count = now, 0
    if followed.is_other_ahead or set(changed) - {
        "state"
    }:  # that it is held is no change of it: a series goes on after that
        meeting.changed_at = now
    has_ended = meeting.state == _State.ENDED
    if has_ended:
        mark_ended(meeting=meeting, now=now)
    meeting.save()
    has_moved = (meeting.start_at, meeting.end_at) != old_times and not meeting.is_series
    if has_moved:
        times: dict[str, datetime] = {"start_at": meeting.start_at, "end_at": meeting.end_at}
        if meeting.portal_series_id is None:  # one of a series keeps its place in the rule
            times["original_start_at"] = meeting.start_at
        meeting.occurrences.update(**times)
    if has_moved or has_ended or followed.is_other:
        refresh_agenda(meeting=meeting)
    elif meeting.vendor_conference_id and not was_booked:
        write_invited(meeting=meeting)
    if "subject" in changed:
        meeting_words.refresh(meeting=meeting)
    return followed.is_other_ahead or bool(_NOTIFIED.intersection(changed))


_NOTIFIED = {"subject", "start_at", "length_minutes", "guest_password", "vendor_conference_id"}


def _taken(meeting: Meeting, answer: VendorMeeting) -> dict[str, object]:
    """Return the values that the answer really has."""
    config = answer.config
    values: dict[str, object] = {
        "state": _STATES.get(answer.state, _State.BOOKED if meeting.state == _State.REQUESTED else None),
        "vendor_conference_id": answer.conference_id,
        "vendor_room_id": answer.vmr_id if answer.vmr_flag else "",
        "vendor_room_number": answer.vmr_conference_id[:32] if answer.vmr_flag else "",
        "vendor_access_number": answer.access_number[:64],
        # Another client may have given it a longer one than the vendor's rules have.
        "subject": one_line(answer.subject)[:LONGEST_SUBJECT],
        "guest_password": answer.guest_password,
        "host_password": answer.host_password,
        "guest_join_uri": answer.guest_join_uri,
    }
    # A running meeting that is prolonged is still the one that was booked; a series has its occurrences.
    if not meeting.is_series and (answer.state != "Created" or meeting.state == _State.REQUESTED):
        values |= {"start_at": answer.start_at, "length_minutes": length_minutes(answer)}
    if config is not None:
        values |= options.read_back(config)
    return {name: value for name, value in values.items() if value is not None and value != ""}


def end(*, meeting: Meeting, now: datetime) -> None:
    """End a meeting that the vendor's history has as over; one that is cancelled or has ended stays so.

    The caller holds the transaction and the lock of ``meeting``.
    """
    if meeting.state not in {_State.BOOKED, _State.RUNNING}:
        return
    with announced(meeting, now=now):
        mark_ended(meeting=meeting, now=now)
        meeting.changed_at = now
        meeting.save(update_fields=["state", "ended_at", "changed_at"])
        refresh_agenda(meeting=meeting)


def mark_ended(*, meeting: Meeting, now: datetime) -> None:
    """Note, unsaved, that the vendor calls it over: one that ended before its time is past in everybody's agenda."""
    meeting.state, meeting.ended_at = _State.ENDED, meeting.ended_at or now


def length_minutes(answer: VendorMeeting) -> int | None:
    """Return how long the vendor's meeting is; None where it doesn't say, or ends before it starts."""
    if answer.start_at is None or answer.end_at is None:
        return None
    minutes = int((answer.end_at - answer.start_at).total_seconds()) // 60
    return minutes if minutes > 0 else None


def _set(meeting: Meeting, name: str, value: object) -> bool:
    if getattr(meeting, name) == value:
        return False
    setattr(meeting, name, value)
    return True
