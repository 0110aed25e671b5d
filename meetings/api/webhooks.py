"""What the OpenAPI document says of the events about meetings, made of the serializers of the API's own answers."""

from typing import Any

from rest_framework import serializers

from accounts import event_types
from meetings.api.answers import MeetingRowSerializer, OccurrenceSerializer
from rest.webhooks import describe_event


class EventMeetingSerializer(MeetingRowSerializer):
    """What stands in the meeting's row, as in the answer about it; all else is read there."""


class MeetingEventDataSerializer(serializers.Serializer[Any]):
    meeting = EventMeetingSerializer()
    changed = serializers.ListField(
        child=serializers.CharField(), help_text="The fields that are others now, of the meeting or its occurrence."
    )


class OccurrenceEventDataSerializer(MeetingEventDataSerializer):
    occurrence = OccurrenceSerializer()


_Meeting, _Occurrence = MeetingEventDataSerializer, OccurrenceEventDataSerializer
BOOKED = describe_event(event_types.MEETING_BOOKED, "A meeting stands.", _Meeting)
CHANGED = describe_event(event_types.MEETING_CHANGED, "A meeting as a whole is another.", _Meeting)
CANCELLED = describe_event(event_types.MEETING_CANCELLED, "A meeting is off.", _Meeting)
STARTED = describe_event(event_types.MEETING_STARTED, "A meeting is on.", _Meeting)
ENDED = describe_event(event_types.MEETING_ENDED, "A session is over.", _Meeting)
OCCURRENCE_CHANGED = describe_event(event_types.OCCURRENCE_CHANGED, "One of a series is at another time.", _Occurrence)
OCCURRENCE_CANCELLED = describe_event(event_types.OCCURRENCE_CANCELLED, "One of a series is off.", _Occurrence)
