"""What was really held, over HTTP: the sessions that a person sees."""

from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import client_of
from accounts.api.permissions import person_of
from accounts.models.api_client import Scope
from history import access
from history.api.answers import HeldSessionPageSerializer, HeldSessionSerializer
from history.models import EndedSession
from history.queries.held import HeldFilters, held, user_id_of
from history.representation import represent_session
from meetings.limits import LONGEST_EXTERNAL_ID
from rest.cursor import LARGEST_PAGE, Cursor, next_link, read_cursor
from rest.fields import MomentField, StrictSerializer, read_query


class HistoryQuerySerializer(StrictSerializer):
    """What a list is asked for. Filters narrow each other."""

    since = MomentField(required=False)
    until = MomentField(required=False)
    host = serializers.CharField(max_length=64, required=False, help_text=_("Third-party User ID."))
    attendee = serializers.CharField(max_length=64, required=False, help_text=_("Third-party User ID of who came."))
    room = serializers.CharField(max_length=64, required=False, help_text=_("Number of the cloud room."))
    external_id = serializers.CharField(max_length=LONGEST_EXTERNAL_ID, required=False)
    conference_id = serializers.CharField(max_length=32, required=False)
    limit = serializers.IntegerField(min_value=1, max_value=LARGEST_PAGE, default=50)
    cursor = serializers.CharField(max_length=200, required=False)


class HistoryView(APIView):
    """The sessions that the person of the token sees: an administrator's are those of the organisation."""

    required_scopes = {"GET": Scope.HISTORY_READ}

    @extend_schema(
        operation_id="search_sessions", parameters=[HistoryQuerySerializer], responses=HeldSessionPageSerializer
    )
    def get(self, request: Request) -> Response:
        """Return them, the latest first."""
        found = read_query(HistoryQuerySerializer, request.query_params)
        before, limit = read_cursor(found.pop("cursor", "")), found.pop("limit")
        client = client_of(request) if "external_id" in found else None
        filters = HeldFilters(**found, client=client.pk if client else 0)
        rows = held(person=person_of(request), filters=filters, before=before, limit=limit + 1)
        last = rows[limit - 1] if len(rows) > limit else None
        return Response(
            {
                "results": [represent_session(row, host_user_id=user_id_of(row.organiser)) for row in rows[:limit]],
                "next": next_link(request, Cursor(last.start_at, last.pk)) if last else None,
            }
        )


class SessionView(APIView):
    """One session."""

    required_scopes = {"GET": Scope.HISTORY_READ}

    @extend_schema(operation_id="read_session", responses=HeldSessionSerializer)
    def get(self, request: Request, session_uuid: str) -> Response:
        """Return it."""
        row = find_session(request, session_uuid)
        return Response(represent_session(row, host_user_id=user_id_of(row.organiser)))


def find_session(request: Request, session_uuid: str) -> EndedSession:
    """Return a session that the person of the token may see. Raises Http404 for any other."""
    found: Any = access.session_by_uuid(person=person_of(request), uuid=session_uuid)
    if found is None:
        raise Http404
    return found  # type: ignore[no-any-return]
