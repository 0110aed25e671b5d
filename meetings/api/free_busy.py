"""When colleagues are busy."""

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
from rest.fields import MomentField, StrictSerializer, read_query

MOST_PEOPLE, MOST_DAYS = 50, 62


class FreeBusyQuerySerializer(StrictSerializer):
    """Whose time is asked for, up to 50 people, and from when until when, up to 62 days."""

    user_id = serializers.ListField(
        child=serializers.CharField(max_length=64), min_length=1, max_length=MOST_PEOPLE, help_text="Once for each."
    )
    since = MomentField()
    until = MomentField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Raise ValidationError for a span of time that is none, or too long."""
        if not timedelta() < attrs["until"] - attrs["since"] <= timedelta(days=MOST_DAYS):
            raise ValidationError({"until": [_("Later than since, and by 62 days at most.")]})
        return attrs


class BusyPersonSerializer(serializers.Serializer[Any]):
    user_id = serializers.CharField()
    busy = answers.SpanSerializer(many=True)


class FreeBusySerializer(serializers.Serializer[Any]):
    """``unknown`` are User IDs that nobody of the organisation has."""

    results = BusyPersonSerializer(many=True)
    unknown = serializers.ListField(child=serializers.CharField())


class FreeBusyView(APIView):
    """When colleagues are busy, and nothing of why."""

    required_scopes = {"GET": Scope.MEETINGS_READ}

    @extend_schema(operation_id="read_free_busy", parameters=[FreeBusyQuerySerializer], responses=FreeBusySerializer)
    def get(self, request: Request) -> Response:
        """Return the spans of each, cut to what was asked for; times by the clock of the person who asks."""
        person = person_of(request)
        found = read_query(FreeBusyQuerySerializer, request.query_params)
        user_ids = list(dict.fromkeys(found["user_id"]))
        people = find_people(tenant_id=person.tenant_id, user_ids=user_ids)
        busy = busy_spans(
            tenant_id=person.tenant_id,
            people=people.values(),
            since=found["since"],
            until=found["until"],
            now=timezone.now(),
        )
        zone = person.zone
        results = [
            {"user_id": user_id, "busy": [answers.represent_span(span, zone) for span in busy[people[user_id]]]}
            for user_id in user_ids
            if user_id in people
        ]
        return Response({"results": results, "unknown": [user_id for user_id in user_ids if user_id not in people]})
