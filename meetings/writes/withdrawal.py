"""Taking back a write that the vendor was never sent, or of which nobody knows."""

from datetime import datetime

from accounts.models import User
from meetings.models import Meeting, VendorWrite
from meetings.writes.agenda import refresh_agenda


def end_write(write: VendorWrite, *, now: datetime) -> None:
    """End ``write``, which the caller has locked, as WITHDRAWN."""
    write.state, write.finished_at = VendorWrite.State.WITHDRAWN, now
    write.lease_until = write.next_attempt_at = None
    write.save(update_fields=["state", "finished_at", "lease_until", "next_attempt_at"])


def cancel_unbooked(meeting: Meeting, *, by: User, now: datetime) -> None:
    """Cancel a meeting that the vendor doesn't have, or isn't known to have."""
    meeting.state, meeting.cancelled_by = Meeting.State.CANCELLED, by
    meeting.cancelled_at = meeting.changed_at = now
    meeting.save(update_fields=["state", "cancelled_by", "cancelled_at", "changed_at"])
    refresh_agenda(meeting=meeting)
