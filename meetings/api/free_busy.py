"""When colleagues are busy, and rooms taken."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import person_of
from accounts.models.api_client import Scope
from meetings.api import answers
from meetings.queries.free_busy import busy_spans, find_people
from meetings.queries.room_times import taken_spans
from rest.fields import MomentField, StrictSerializer, read_query

MOST_PEOPLE, MOST_DAYS = 50, 62


class FreeBusyQuerySerializer(StrictSerializer):
    """Whose time is asked for, up to 50 people and 50 rooms, and from when until when, up to 62 days."""

    user_id = serializers.ListField(
        child=serializers.CharField(max_length=64),
        min_length=1,
        max_length=MOST_PEOPLE,
        required=False,
        help_text="Once for each.",
    )
    room_id = serializers.ListField(
        child=serializers.CharField(max_length=64),
        min_length=1,
        max_length=MOST_PEOPLE,
        required=False,
        help_text="Once for each.",
    )
    since = MomentField()
    until = MomentField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raise ValidationError for a span of time that is none, or too long, and for nobody's time."""
        if not (attrs.get("user_id") or attrs.get("room_id")):
            raise ValidationError({"user_id": [_("Name a person or a room at least.")]})
        if not timedelta() < attrs["until"] - attrs["since"] <= timedelta(days=MOST_DAYS):
            raise ValidationError({"until": [_("Later than since, and by 62 days at most.")]})
        return attrs


class BusyPersonSerializer(serializers.Serializer[Any]):
    user_id = serializers.CharField()
    busy = answers.SpanSerializer(many=True)


class TakenRoomSerializer(serializers.Serializer[Any]):
    room_id = serializers.CharField()
    busy = answers.SpanSerializer(many=True)


class FreeBusySerializer(serializers.Serializer[Any]):
    """``unknown`` are User IDs that nobody of the organisation has; of rooms, what the portal has booked there."""

    results = BusyPersonSerializer(many=True)
    unknown = serializers.ListField(child=serializers.CharField())
    rooms = TakenRoomSerializer(many=True)


class FreeBusyView(APIView):
    """When colleagues are busy and rooms taken, and nothing of why."""

    required_scopes = {"GET": Scope.MEETINGS_READ}

    @extend_schema(operation_id="read_free_busy", parameters=[FreeBusyQuerySerializer], responses=FreeBusySerializer)
    def get(self, request: Request) -> Response:
        """Return the spans of each, cut to what was asked for; times by the clock of the person who asks."""
        person = person_of(request)
        found = read_query(FreeBusyQuerySerializer, request.query_params)
        user_ids = list(dict.fromkeys(found.get("user_id", ())))
        room_ids = list(dict.fromkeys(found.get("room_id", ())))
        span = {"since": found["since"], "until": found["until"], "now": timezone.now()}
        people = find_people(tenant_id=person.tenant_id, user_ids=user_ids)
        busy = busy_spans(tenant_id=person.tenant_id, people=people.values(), **span)
        taken = taken_spans(tenant_id=person.tenant_id, room_ids=room_ids, **span)
        zone = person.zone
        results = [
            {"user_id": user_id, "busy": [answers.represent_span(each, zone) for each in busy[people[user_id]]]}
            for user_id in user_ids
            if user_id in people
        ]
        rooms = [
            {"room_id": room_id, "busy": [answers.represent_span(each, zone) for each in taken[room_id]]}
            for room_id in room_ids
        ]
        unknown = [user_id for user_id in user_ids if user_id not in people]
        return Response({"results": results, "unknown": unknown, "rooms": rooms})
