"""Changing bookings that wait until the vendor takes them: it was never asked, so only our rows change."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from meetings.models import Meeting, VendorWrite
from meetings.writes import invitees, meeting_words, terminals
from meetings.writes.agenda import refresh_agenda
from meetings.writes.kinds.create import CREATE
from meetings.writes.kinds.edit import EditPayload


def lock(meetings: Collection[Meeting]) -> dict[UUID, VendorWrite]:
    """Return the waiting bookings of ``meetings`` by meeting, locked."""
    waiting = VendorWrite.objects.open().bookings().filter(meeting__in=meetings, next_attempt_at=None)
    return {write.meeting_id: write for write in waiting.select_for_update(of=("self",))}


def change(*, write: VendorWrite, meeting: Meeting, payload: EditPayload, now: datetime) -> None:
    """Have ``write``, which the caller has locked, book ``meeting`` as ``payload`` wants it.

    Raises UnreadablePayload for a booking that only a newer version knows.
    """
    wanted = payload.wanted
    assert wanted.start_at is not None
    booking = CREATE.read(write.payload)
    write.payload = replace(booking, wanted=wanted).to_json()
    write.save(update_fields=["payload"])
    for name, value in wanted.columns().items():
        setattr(meeting, name, value)
    meeting.start_at, meeting.changed_at = wanted.start_at, now
    meeting.save()
    end_at = wanted.start_at + timedelta(minutes=wanted.length_minutes)
    meeting.occurrences.update(start_at=wanted.start_at, end_at=end_at)
    invitees.apply_change(meeting=meeting, before=payload.before, wanted=wanted, now=now)
    terminals.apply_change(meeting=meeting, before=payload.before, wanted=wanted)
    refresh_agenda(meeting=meeting)
    meeting_words.refresh(meeting=meeting)
