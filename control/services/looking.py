"""Somebody who leads a meeting looks at its page."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from control.models import RunningMeeting

# Written so often at most, however often pages ask.
_AGAIN = timedelta(seconds=10)


def note_look(*, meeting_id: UUID, now: datetime) -> None:
    """Note it, so that the watcher asks for what is worth a call only then."""
    is_old = Q(looked_at=None) | Q(looked_at__lt=now - _AGAIN)
    RunningMeeting.objects.filter(is_old, pk=meeting_id).update(looked_at=now)
