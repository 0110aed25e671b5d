"""What programs read of the history, as the OpenAPI document describes it."""

from typing import Any

from rest_framework import serializers

from history.models import Confidence, EndedSession, Identified, Presence
from history.representation import GONE, PREPARING, READY
from meetings.models import Invitee


class HostSerializer(serializers.Serializer[Any]):
    """Whoever held it; ``user_id`` is empty for somebody who is not linked, or whom only the service knows."""

    name = serializers.CharField()
    user_id = serializers.CharField()


class HeldSessionSerializer(serializers.Serializer[Any]):
    """What was really held, once: a meeting that was entered again after its end has several."""

    id = serializers.CharField(help_text="The meeting service's own ID of the session.")
    meeting_id = serializers.UUIDField(allow_null=True, help_text="Null: it was not booked here.")
    external_id = serializers.CharField(help_text="Your own ID of the meeting.")
    occurrence_id = serializers.IntegerField(allow_null=True, help_text="Which one of a series.")
    conference_id = serializers.CharField()
    subject = serializers.CharField(help_text="As it was then.")
    host = HostSerializer()
    room_number = serializers.CharField(help_text="Of the cloud room; empty where it was held in none.")
    start_at = serializers.DateTimeField()
    end_at = serializers.DateTimeField()
    time_zone = serializers.CharField()
    attendance = serializers.ChoiceField(
        choices=EndedSession.Details.choices, help_text="How far the reading of who was there has come."
    )
    attendee_count = serializers.IntegerField(allow_null=True, help_text="Null until the attendance was read.")
    has_recording = serializers.BooleanField()


class HeldSessionPageSerializer(serializers.Serializer[Any]):
    results = HeldSessionSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="The next page; null on the last one.")


class StaySerializer(serializers.Serializer[Any]):
    """From when to when somebody was in; null where that is not known, and ``flaw`` says what is wrong with it."""

    joined_at = serializers.DateTimeField(allow_null=True)
    left_at = serializers.DateTimeField(allow_null=True)
    flaw = serializers.CharField(help_text="no_start, no_end, reversed, or empty.")


class AttendeeSerializer(serializers.Serializer[Any]):
    """The part that one person, room or phone had: several stays of one person are one part."""

    user_id = serializers.CharField(help_text="Empty for whoever is not linked, or not known.")
    name = serializers.CharField()
    name_in_session = serializers.CharField()
    call_number = serializers.CharField()
    kind = serializers.ChoiceField(choices=Presence.Kind.choices)
    is_invited = serializers.BooleanField(allow_null=True, help_text="null for a meeting that is unknown here.")
    role = serializers.ChoiceField(choices=Invitee.Role.choices, allow_null=True)
    came = serializers.BooleanField()
    joined_at = serializers.DateTimeField(allow_null=True)
    left_at = serializers.DateTimeField(allow_null=True)
    seconds = serializers.IntegerField(help_text="How long they were in at all: twice at once counts once.")
    stays = StaySerializer(many=True)
    confidence = serializers.ChoiceField(
        choices=[each.name.lower() for each in Confidence], help_text="How sure it is that it was them."
    )
    known_by = serializers.ChoiceField(choices=[each.name.lower() for each in Identified])


class AttendancePageSerializer(serializers.Serializer[Any]):
    """``is_whole`` is false for whoever was merely invited: they read their own part alone."""

    results = AttendeeSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="The next page; null on the last one.")
    is_whole = serializers.BooleanField()


class RecordingSerializer(serializers.Serializer[Any]):
    """What was recorded of a session."""

    id = serializers.IntegerField()
    session_id = serializers.CharField()
    start_at = serializers.DateTimeField()
    seconds = serializers.IntegerField(allow_null=True)
    megabytes = serializers.IntegerField(allow_null=True)
    state = serializers.ChoiceField(choices=[PREPARING, READY, GONE])
    ready_at = serializers.DateTimeField(allow_null=True, help_text="When it is expected to be ready.")


class ListedRecordingSerializer(RecordingSerializer):
    """A recording, and whether the person of the token may have links to it."""

    may_fetch = serializers.BooleanField()


class RecordingsSerializer(serializers.Serializer[Any]):
    results = ListedRecordingSerializer(many=True)


class RecordingLinkSerializer(serializers.Serializer[Any]):
    """A file of a recording; its addresses are good for an hour, whoever has them."""

    part = serializers.IntegerField(allow_null=True, help_text="Long recordings are cut every three hours.")
    kind = serializers.CharField(help_text="AUDIO, SPEAKER_VIDEO, SHARE_VIDEO or SPEAKER_SHARE_VIDEO.")
    seconds = serializers.IntegerField(allow_null=True)
    size = serializers.IntegerField(allow_null=True, help_text="In bytes.")
    sha256 = serializers.CharField()
    play_url = serializers.CharField()
    download_url = serializers.CharField()


class RecordingLinksSerializer(serializers.Serializer[Any]):
    files = RecordingLinkSerializer(many=True)
