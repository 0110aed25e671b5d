"""One occurrence of a series over HTTP: parse, one call, answer."""

import uuid
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models.api_client import Scope as Right
from meetings.api import requests
from meetings.api.changes import change_meeting, changes_meeting
from meetings.api.lookups import occurrence_for
from meetings.models import Meeting
from meetings.recurrence.scopes import Scope
from meetings.services import occurrences


class OccurrenceView(APIView):
    """One occurrence of a series."""

    required_scopes = {"PATCH": Right.MEETINGS_WRITE}

    @changes_meeting("change_occurrence", requests.TimesSerializer)
    def patch(self, request: Request, meeting_id: uuid.UUID, occurrence_id: int) -> Response:
        """Hold it at another time, or for another while, or it and those that follow; the others stay."""

        def edit(found: dict[str, Any], *, meeting: Meeting, **how: Any) -> None:
            occurrence = occurrence_for(meeting, occurrence_id)
            does = occurrences.edit if found.get("scope", Scope.ONE) == Scope.ONE else occurrences.edit_following
            minutes = (occurrence.end_at - occurrence.start_at).total_seconds() // 60
            does(
                meeting=meeting,
                occurrence=occurrence,
                start_at=found.get("start_at", occurrence.start_at),
                length_minutes=found.get("length_minutes", int(minutes)),
                **how,
            )

        return change_meeting(request, meeting_id, requests.TimesSerializer, edit)


class CancelOccurrenceView(APIView):
    """The end of one occurrence of a series."""

    required_scopes = {"POST": Right.MEETINGS_WRITE}

    @changes_meeting("cancel_occurrence", requests.CancelSerializer)
    def post(self, request: Request, meeting_id: uuid.UUID, occurrence_id: int) -> Response:
        """Cancel it alone, or it and all that follow."""

        def cancel(found: dict[str, Any], *, meeting: Meeting, **how: Any) -> None:
            does = occurrences.cancel if found.get("scope", Scope.ONE) == Scope.ONE else occurrences.cancel_following
            does(
                meeting=meeting,
                occurrence=occurrence_for(meeting, occurrence_id),
                note=found["note"],
                tell=found["tells_invitees"],
                **how,
            )

        return change_meeting(request, meeting_id, requests.CancelSerializer, cancel)
