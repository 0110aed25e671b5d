"""What the OpenAPI document says of the events about people."""

from typing import Any

from rest_framework import serializers

from accounts import event_types
from accounts.models import Identity
from rest.webhooks import describe_event


class EventIdentitySerializer(serializers.Serializer[Any]):
    """What the answer about the identity begins with."""

    user_id = serializers.CharField()
    email = serializers.CharField()
    name = serializers.CharField()
    state = serializers.ChoiceField(choices=Identity.State.choices)
    failure_code = serializers.CharField(help_text="Why the meeting service refused them.")
    verified_at = serializers.DateTimeField()


IDENTITY_FAILED = describe_event(
    event_types.IDENTITY_FAILED, "The meeting service refuses somebody.", EventIdentitySerializer
)
