"""What the OpenAPI document says of the events about running meetings."""

from typing import Any

from rest_framework import serializers

from accounts import event_types
from meetings.api.webhooks import EventMeetingSerializer
from rest.webhooks import describe_event


class EventParticipantSerializer(serializers.Serializer[Any]):
    """Somebody who is in a running meeting, as in the answer about it."""

    id = serializers.CharField(help_text="Of this one time; who comes again has another.")
    name = serializers.CharField()
    number = serializers.CharField()
    user_id = serializers.CharField(help_text="Third-party User ID; empty for whoever has no account.")
    role = serializers.ChoiceField(choices=["host", "cohost", "guest"])
    client = serializers.CharField(help_text="Desktop, Mobile, Pad or OtherType; empty where it is not told.")
    joined_at = serializers.DateTimeField(allow_null=True)


class EventLeftParticipantSerializer(EventParticipantSerializer):
    left_at = serializers.DateTimeField()
    is_exact = serializers.BooleanField(
        help_text="Whether the meeting service said when; else they were missed then, and had left some time before."
    )


class LiveEventDataSerializer(serializers.Serializer[Any]):
    meeting = EventMeetingSerializer()


class JoinedEventDataSerializer(LiveEventDataSerializer):
    participant = EventParticipantSerializer()


class LeftEventDataSerializer(LiveEventDataSerializer):
    participant = EventLeftParticipantSerializer()


PARTICIPANT_JOINED = describe_event(event_types.PARTICIPANT_JOINED, "Somebody came in.", JoinedEventDataSerializer)
PARTICIPANT_LEFT = describe_event(event_types.PARTICIPANT_LEFT, "Somebody left.", LeftEventDataSerializer)
RECORDING_STARTED = describe_event(event_types.RECORDING_STARTED, "A recording began.", LiveEventDataSerializer)
