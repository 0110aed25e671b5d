"""What was recorded of a session, over HTTP."""

from dataclasses import asdict
from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.idempotency import IDEMPOTENCY_KEY, claim_key
from accounts.api.permissions import person_of
from accounts.models.api_client import Scope
from history import access
from history.api.answers import RecordingLinksSerializer, RecordingsSerializer
from history.api.history import find_session
from history.errors import NotAllowed
from history.problems import Code
from history.representation import represent_recording, zone_of
from history.services import recordings
from l10n.problem import Problem
from rest.fields import NothingSerializer, read

_MOST = 100


class RecordingsView(APIView):
    """The recordings of a session."""

    required_scopes = {"GET": Scope.HISTORY_READ}

    @extend_schema(operation_id="list_recordings", responses=RecordingsSerializer)
    def get(self, request: Request, session_uuid: str) -> Response:
        """Return them in their order, also those that are gone or being prepared."""
        session = find_session(request, session_uuid)
        may_fetch = access.may_fetch(person=person_of(request), session=session)
        zone = zone_of(session)
        rows = session.recordings.filter(tenant=session.tenant_id).order_by("start_at", "pk")[:_MOST]
        return Response({"results": [represent_recording(row, zone=zone) | {"may_fetch": may_fetch} for row in rows]})


class RecordingLinksView(APIView):
    """Where the files of a recording are."""

    required_scopes = {"POST": Scope.HISTORY_READ}

    @extend_schema(
        operation_id="open_recording",
        parameters=[IDEMPOTENCY_KEY],
        request=NothingSerializer,
        responses=RecordingLinksSerializer,
    )
    def post(self, request: Request, session_uuid: str, recording_id: int) -> Response:
        """Return links that are good for an hour: the meeting service is asked each time, and nothing is stored."""
        person, session = person_of(request), find_session(request, session_uuid)
        read(NothingSerializer, request.data)
        claim_key(request, with_content=True)
        row = session.recordings.filter(tenant=session.tenant_id, pk=recording_id, gone_at=None).first()
        if row is None:
            raise Http404
        if not access.may_fetch(person=person, session=session):
            raise NotAllowed(Problem(Code.NO_RIGHT_TO_RECORDING))
        row.session = session
        files: list[dict[str, Any]] = [asdict(file) for file in recordings.files(recording=row, by=person)]
        response = Response({"files": files})
        response["Cache-Control"] = "no-store"
        return response
