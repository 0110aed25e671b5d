"""Meetings whose rows are gone, as after an older database was restored, while the vendor still has them."""

from datetime import UTC, datetime, timedelta

from meetings.models import Meeting
from meetings.writes import syncing
from notifications.models import Message


def forget(meeting: Meeting) -> Meeting:
    """Delete the rows of ``meeting`` and of its mails; return what it was."""
    stored = Meeting.objects.get(pk=meeting.pk)
    Message.objects.all().delete()
    Meeting.objects.filter(vendor_conference_id=meeting.vendor_conference_id).delete()
    return stored


def sync(tenant_id: int) -> None:
    """Compare with the vendor's list, so long after the last change that the list may be trusted."""
    syncing.sync_coming(tenant_id=tenant_id, now=datetime.now(UTC) + timedelta(minutes=2))
