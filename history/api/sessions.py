"""The sessions of a meeting that have ended, over HTTP."""

import uuid
from typing import Any

from django.db.models import Q
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import person_of
from accounts.models.api_client import Scope
from history.models import EndedSession
from l10n import zones
from meetings.api.lookups import meeting_for
from rest.cursor import LARGEST_PAGE, Cursor, next_link, read_cursor
from rest.fields import StrictSerializer, read_query


class SessionsQuerySerializer(StrictSerializer):
    """Which page of the list."""

    limit = serializers.IntegerField(min_value=1, max_value=LARGEST_PAGE, default=50)
    cursor = serializers.CharField(max_length=200, required=False)


class SessionSerializer(serializers.Serializer[Any]):
    """One session; a meeting that was entered again after its end has several."""

    id = serializers.CharField(help_text="The meeting service's own ID of the session.")
    start_at = serializers.DateTimeField()
    end_at = serializers.DateTimeField()
    subject = serializers.CharField(help_text="As it was then.")
    has_recording = serializers.BooleanField()


class SessionPageSerializer(serializers.Serializer[Any]):
    results = SessionSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="The next page; null on the last one.")


class SessionsView(APIView):
    """What was really held of a meeting."""

    required_scopes = {"GET": Scope.MEETINGS_READ}

    @extend_schema(operation_id="list_sessions", parameters=[SessionsQuerySerializer], responses=SessionPageSerializer)
    def get(self, request: Request, meeting_id: uuid.UUID) -> Response:
        """Return its sessions by their time, each a few minutes after it has ended."""
        meeting = meeting_for(person_of(request), meeting_id)
        found = read_query(SessionsQuerySerializer, request.query_params)
        sessions = EndedSession.objects.filter(tenant=meeting.tenant_id, meeting=meeting).order_by("start_at", "pk")
        if after := read_cursor(found.get("cursor", "")):
            sessions = sessions.filter(Q(start_at__gt=after.at) | Q(start_at=after.at, pk__gt=after.key))
        limit = found["limit"]
        page = list(sessions[: limit + 1])
        last = page[limit - 1] if len(page) > limit else None
        zone = zones.zone(meeting.time_zone)
        results = [
            {
                "id": session.vendor_conference_uuid,
                "start_at": session.start_at.astimezone(zone).isoformat(),
                "end_at": session.end_at.astimezone(zone).isoformat(),
                "subject": session.subject,
                "has_recording": session.has_recording,
            }
            for session in page[:limit]
        ]
        return Response(
            {"results": results, "next": next_link(request, Cursor(last.start_at, last.pk)) if last else None}
        )
