"""A running meeting over HTTP: how it is, and what becomes otherwise."""

import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.permissions import person_of
from accounts.models.api_client import Scope
from control.api.live_answers import LayoutsSerializer, LiveEventSerializer, LiveSerializer
from control.models import RunningMeeting
from control.representation import represent_live
from control.services import layouts
from meetings import access
from meetings.api.lookups import meeting_for
from meetings.models import Meeting
from rest.negotiation import OneForm

# After so many milliseconds a receiver comes again: a thread of the web is held by nobody meanwhile.
RETRY_MS = 1000
_RESUME = OpenApiParameter(
    "Last-Event-ID",
    str,
    OpenApiParameter.HEADER,
    description="The id of the last event that was received: without anything new there is none.",
)


def _live(request: Request, meeting_id: uuid.UUID) -> dict[str, Any]:
    person = person_of(request)
    meeting = meeting_for(person, meeting_id)
    return represent_live(
        RunningMeeting.objects.filter(meeting=meeting).first(),
        is_running=meeting.state == Meeting.State.RUNNING,
        is_whole=access.can_change(person=person, meeting=meeting),
        now=timezone.now(),
    )


class LiveView(APIView):
    """A meeting while it runs."""

    required_scopes = {"GET": Scope.CONTROL_READ}

    @extend_schema(operation_id="read_live", responses=LiveSerializer)
    def get(self, request: Request, meeting_id: uuid.UUID) -> Response:
        """Return who is in and how it is; of one that isn't running that it isn't."""
        return Response(_live(request, meeting_id))


class LiveEventsView(APIView):
    """The same as Server-Sent Events, which browsers and libraries resume by themselves."""

    required_scopes = {"GET": Scope.CONTROL_READ}
    content_negotiation_class = OneForm

    @extend_schema(
        operation_id="read_live_events",
        parameters=[_RESUME],
        responses={
            (200, "text/event-stream"): LiveEventSerializer,
            204: OpenApiResponse(description="It is over, and its end was told: don't come again."),
        },
    )
    def get(self, request: Request, meeting_id: uuid.UUID) -> HttpResponse:
        """Return what is new since ``Last-Event-ID``, and end: come again after ``retry``, as the protocol has it.

        ``state`` is the whole, as ``GET …/live/`` has it, so that nothing is missed however long one was away;
        ``ended`` is the last.
        """
        live, last = _live(request, meeting_id), request.headers.get("Last-Event-ID", "")
        if not live["is_running"] and last == "ended":
            return HttpResponse(status=204)
        text = f"retry: {RETRY_MS}\n\n" + "".join(_events(live, last))
        return HttpResponse(
            text, content_type="text/event-stream; charset=utf-8", headers={"Cache-Control": "no-store"}
        )


def _events(live: dict[str, Any], last: str) -> Iterator[str]:
    if not live["is_running"]:
        yield "id: ended\nevent: ended\ndata: {}\n\n"
    elif live["version"] and live["version"] != last:
        data = json.dumps(live, ensure_ascii=False, separators=(",", ":"))
        yield f"id: {live['version']}\nevent: state\ndata: {data}\n\n"


class LayoutsView(APIView):
    """Pictures that are kept until the meeting ends."""

    required_scopes = {"GET": Scope.CONTROL_READ}

    @extend_schema(operation_id="list_layouts", responses=LayoutsSerializer)
    def get(self, request: Request, meeting_id: uuid.UUID) -> Response:
        """Return them; none where the meeting service doesn't say."""
        person = person_of(request)
        found = layouts.list_layouts(meeting=meeting_for(person, meeting_id), by=person)
        results = [{"id": one.id, "title": one.title, "image_type": one.image_type} for one in found]
        return Response({"results": results})
