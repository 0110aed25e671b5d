"""Running meetings as answers have them: the serializers that the document is made of."""

from typing import Any

from rest_framework import serializers

from control.api.webhooks import EventParticipantSerializer


class LivePersonSerializer(EventParticipantSerializer):
    """Somebody who is in, waits or is being called; number and User ID are empty for whoever leads nothing."""

    is_called = serializers.BooleanField(help_text="It rings, or they are just coming in.")
    is_muted = serializers.BooleanField()
    has_video = serializers.BooleanField()
    has_hand_up = serializers.BooleanField()
    is_sharing = serializers.BooleanField()
    is_broadcast = serializers.BooleanField(help_text="Everybody sees them.")
    has_floor = serializers.BooleanField()


class LiveCaptionSerializer(serializers.Serializer[Any]):
    participant_id = serializers.CharField()
    original = serializers.CharField()
    mandarin = serializers.CharField()
    english = serializers.CharField()


class LiveSerializer(serializers.Serializer[Any]):
    """A meeting as it is right now, as far as a watcher of the portal has heard."""

    is_running = serializers.BooleanField()
    is_whole = serializers.BooleanField(help_text="Whether the person leads it; else who waits is left out.")
    version = serializers.CharField(help_text="Another one as soon as anything is; empty while nothing is known.")
    confirmed_at = serializers.DateTimeField(allow_null=True, help_text="When it was last known to be so.")
    is_stale = serializers.BooleanField(help_text="Whether that is so long ago that it may be otherwise.")
    ends_at = serializers.DateTimeField(allow_null=True)
    mode = serializers.CharField(help_text="free, fixed, rollcall or broadcast: what everybody sees.")
    follows_voices = serializers.BooleanField()
    is_locked = serializers.BooleanField()
    is_muted = serializers.BooleanField(help_text="Whoever comes in is muted.")
    may_unmute = serializers.BooleanField()
    is_sharing_locked = serializers.BooleanField()
    is_recording = serializers.BooleanField()
    was_recorded = serializers.BooleanField()
    has_captions = serializers.BooleanField()
    people = LivePersonSerializer(many=True)
    waiting = LivePersonSerializer(many=True)
    speakers = serializers.ListField(child=serializers.CharField(), help_text="Ids, the loudest first.")
    captions = LiveCaptionSerializer(many=True)


class LiveEventSerializer(serializers.Serializer[Any]):
    """One event of the stream, by its lines."""

    id = serializers.CharField(required=False, help_text="What Last-Event-ID says the next time.")
    event = serializers.ChoiceField(choices=["state", "ended"], required=False)
    data = serializers.CharField(  # type: ignore[assignment]  # as the protocol calls it
        required=False, help_text="JSON; of a state what GET …/live/ answers."
    )
    retry = serializers.IntegerField(required=False, help_text="Milliseconds after which to come again.")


class LayoutSerializer(serializers.Serializer[Any]):
    """A picture that is kept until the meeting ends."""

    id = serializers.CharField()
    title = serializers.CharField()
    image_type = serializers.CharField()


class LayoutsSerializer(serializers.Serializer[Any]):
    results = LayoutSerializer(many=True)
