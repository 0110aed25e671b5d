"""What the OpenAPI document says of the events about what was held."""

from typing import Any

from rest_framework import serializers

from accounts import event_types
from history.api.answers import HeldSessionSerializer, RecordingSerializer
from rest.webhooks import describe_event


class SessionEventDataSerializer(serializers.Serializer[Any]):
    session = HeldSessionSerializer()


class RecordingEventDataSerializer(SessionEventDataSerializer):
    recording = RecordingSerializer()


SESSION_STORED = describe_event(
    event_types.SESSION_STORED, "What was held is known; its attendance follows.", SessionEventDataSerializer
)
RECORDING_AVAILABLE = describe_event(
    event_types.RECORDING_AVAILABLE, "A recording can be watched.", RecordingEventDataSerializer
)
