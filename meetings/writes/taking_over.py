"""The moment in which a meeting that was booked in the place of others' dates takes them over, in our rows."""

from datetime import datetime
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext

from meetings.changed_occurrences import ChangedOccurrence, list_changed_occurrences
from meetings.mails import queueing
from meetings.models import Meeting, Occurrence, VendorWrite
from meetings.snapshots import MeetingSnapshot
from meetings.writes import occurrences, withdrawal
from meetings.writes.agenda import refresh_agenda
from meetings.writes.events import announced
from notifications.enqueue import notify_worker


def take_over(*, successor: Meeting, replaced: UUID, now: datetime) -> list[ChangedOccurrence]:
    """Take the dates away from the meeting ``replaced``, tell its invitees, and have the vendor asked to cancel them.

    The caller holds the transaction in which ``successor`` is booked. Return what was changed for single ones of them.
    """
    write = _waiting(replaced)
    if write is None:
        return []
    related = Meeting.objects.select_for_update(of=("self",)).select_related("organiser", "tenant__application")
    meeting = related.get(pk=replaced)
    changed = list_changed_occurrences(meeting, now=now)
    occurrences.take_current_times(meeting, now=now)
    before = MeetingSnapshot.of(meeting)
    with announced(meeting, now=now):
        is_left = _take_away(meeting, write, now)
    successor.family = meeting.family
    successor.save(update_fields=["family"])
    tell = write.payload["tell"]
    if is_left:
        queueing.queue_change(meeting=meeting, before=before, now=now, tell=tell, is_divided=True)
    else:
        queueing.queue_cancellation(meeting=meeting, now=now, tell=tell)
    VendorWrite.objects.filter(pk=write.pk).update(next_attempt_at=now)
    notify_worker("meetings.send_write", write_id=write.pk)
    return changed


def give_up(*, replaced: UUID, now: datetime) -> None:
    """Leave the meeting ``replaced`` as it is: what was to take its place is not booked."""
    if write := _waiting(replaced):
        withdrawal.end_write(write, now=now)
        Meeting.objects.filter(pk=replaced).update(is_settled=True)


def _waiting(replaced: UUID) -> VendorWrite | None:
    """Return the write that waits for the successor, locked."""
    waiting = VendorWrite.objects.open().filter(meeting=replaced, next_attempt_at=None, attempts=0)
    return waiting.filter(state=VendorWrite.State.PLANNED).select_for_update().first()


def _take_away(meeting: Meeting, write: VendorWrite, now: datetime) -> bool:
    """Mark the dates as off, and return whether the meeting has any left, also one that is over."""
    rows = meeting.occurrences.filter(pk__in=write.payload["occurrences"], start_at__gt=now)
    rows.update(is_cancelled=True)
    left = Occurrence.objects.held().filter(meeting=meeting)
    is_left = left.exists()
    if not is_left:
        meeting.state, meeting.cancelled_by, meeting.cancelled_at = Meeting.State.CANCELLED, write.requested_by, now
        with translation.override(meeting.organiser.language):
            meeting.cancel_note = gettext("It goes on under another meeting ID; an invitation of its own says so.")
    elif not left.filter(end_at__gt=now).exists():
        meeting.state = Meeting.State.ENDED
    meeting.family = meeting.family or meeting.pk
    occurrences.take_current_times(meeting, now=now)
    meeting.changed_at = now
    meeting.save()
    refresh_agenda(meeting=meeting)
    return is_left
