"""The events that an API client can hear of. Another one is a row of this table."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models.api_client import Scope


@dataclass(frozen=True, slots=True)
class EventType:
    """One event: its name on the wire, what an administrator reads, and the scope with which one may hear of it."""

    name: str
    words: Promise
    scope: Scope


MEETING_BOOKED = "meeting.booked"
MEETING_CHANGED = "meeting.changed"
MEETING_CANCELLED = "meeting.cancelled"
MEETING_STARTED = "meeting.started"
MEETING_ENDED = "meeting.ended"
OCCURRENCE_CHANGED = "occurrence.changed"
OCCURRENCE_CANCELLED = "occurrence.cancelled"
PARTICIPANT_JOINED = "participant.joined"
PARTICIPANT_LEFT = "participant.left"
RECORDING_STARTED = "meeting.recording_started"
SESSION_STORED = "session.stored"
RECORDING_AVAILABLE = "recording.available"
IDENTITY_FAILED = "identity.failed"

TABLE = (
    EventType(MEETING_BOOKED, _("booked"), Scope.MEETINGS_READ),
    EventType(MEETING_CHANGED, _("changed"), Scope.MEETINGS_READ),
    EventType(MEETING_CANCELLED, _("cancelled"), Scope.MEETINGS_READ),
    EventType(MEETING_STARTED, _("started"), Scope.MEETINGS_READ),
    EventType(MEETING_ENDED, _("ended"), Scope.MEETINGS_READ),
    EventType(OCCURRENCE_CHANGED, _("a date changed"), Scope.MEETINGS_READ),
    EventType(OCCURRENCE_CANCELLED, _("a date cancelled"), Scope.MEETINGS_READ),
    EventType(PARTICIPANT_JOINED, _("somebody came in"), Scope.CONTROL_READ),
    EventType(PARTICIPANT_LEFT, _("somebody left"), Scope.CONTROL_READ),
    EventType(RECORDING_STARTED, _("a recording began"), Scope.CONTROL_READ),
    EventType(SESSION_STORED, _("a session stored"), Scope.HISTORY_READ),
    EventType(RECORDING_AVAILABLE, _("a recording available"), Scope.HISTORY_READ),
    EventType(IDENTITY_FAILED, _("an identity fails"), Scope.PEOPLE_READ),
)
BY_NAME = {event.name: event for event in TABLE}
