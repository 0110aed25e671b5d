"""Who was in a session, over HTTP."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import person_of
from accounts.models.api_client import Scope
from history import access
from history.api.answers import AttendancePageSerializer
from history.api.history import find_session
from history.models import EndedSession
from history.queries.held import user_id_of
from history.representation import represent_presence
from rest.cursor import LARGEST_PAGE, next_link
from rest.fields import StrictSerializer, read_query


class AttendanceQuerySerializer(StrictSerializer):
    """Which page of the list."""

    limit = serializers.IntegerField(min_value=1, max_value=LARGEST_PAGE, default=50)
    cursor = serializers.IntegerField(min_value=0, max_value=2**63 - 1, default=0)


class AttendanceView(APIView):
    """Who was invited to a session, and who came."""

    required_scopes = {"GET": Scope.HISTORY_READ}

    @extend_schema(
        operation_id="list_attendance", parameters=[AttendanceQuerySerializer], responses=AttendancePageSerializer
    )
    def get(self, request: Request, session_uuid: str) -> Response:
        """Return their parts: of all for organiser, co-hosts and administrators, of others their own alone."""
        person, session = person_of(request), find_session(request, session_uuid)
        found = read_query(AttendanceQuerySerializer, request.query_params)
        is_whole = access.is_in_charge(person=person, session=session)
        parts = session.presences.filter(pk__gt=found["cursor"])
        if not is_whole:
            parts = parts.filter(person=person)
        if session.details == EndedSession.Details.PURGED:
            parts = parts.none()
        limit = found["limit"]
        rows = list(parts.select_related("person__identity").prefetch_related("stays").order_by("pk")[: limit + 1])
        return Response(
            {
                "results": [
                    represent_presence(part, session, user_id=user_id_of(part.person)) for part in rows[:limit]
                ],
                "next": next_link(request, rows[limit - 1].pk) if len(rows) > limit else None,
                "is_whole": is_whole,
            }
        )
