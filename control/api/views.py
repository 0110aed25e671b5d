"""Running meetings over HTTP: parse, one call, answer."""

import uuid

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.idempotency import IDEMPOTENCY_KEY
from accounts.api.permissions import person_of
from accounts.models.api_client import Scope
from control.api import answers, requests
from control.models import ControlAction
from control.services import calling, ending
from meetings import access
from meetings.api.changes import idempotency_key
from meetings.api.lookups import meeting_for
from rest.fields import read


class EndView(APIView):
    """The end of a meeting while it runs."""

    required_scopes = {"POST": Scope.CONTROL_WRITE}

    @extend_schema(
        operation_id="end_meeting",
        parameters=[IDEMPOTENCY_KEY],
        request=requests.EndSerializer,
        responses={200: answers.ActionSerializer, 202: answers.ActionSerializer},
    )
    def post(self, request: Request, meeting_id: uuid.UUID) -> Response:
        """End it for everybody who is in: 200, or 202 while the meeting service has not confirmed it."""
        keeps_booking = read(requests.EndSerializer, request.data)["keeps_booking"]
        person = person_of(request)
        meeting = meeting_for(person, meeting_id)
        with idempotency_key(request) as reference:
            action = ending.end(
                meeting=meeting, by=person, reference=reference, now=timezone.now(), keeps_booking=keeps_booking
            )
        return answers.answer_action(request, action)


class CallView(APIView):
    """Calls into a meeting while it runs."""

    required_scopes = {"POST": Scope.CONTROL_WRITE}

    @extend_schema(
        operation_id="call_into_meeting",
        parameters=[IDEMPOTENCY_KEY],
        request=requests.CallSerializer,
        responses={200: answers.ActionSerializer, 202: answers.ActionSerializer},
    )
    def post(self, request: Request, meeting_id: uuid.UUID) -> Response:
        """Have people, phones and terminals called: 200, or 202 while the meeting service has not confirmed it."""
        person = person_of(request)
        meeting = meeting_for(person, meeting_id)
        access.check_can_change(person=person, meeting=meeting)
        callees = requests.read_callees(read(requests.CallSerializer, request.data), tenant_id=meeting.tenant_id)
        with idempotency_key(request) as reference:
            action = calling.call(meeting=meeting, by=person, callees=callees, reference=reference, now=timezone.now())
        return answers.answer_action(request, action)


class ActionView(APIView):
    """What becomes of an action."""

    required_scopes = {"GET": Scope.CONTROL_WRITE}

    @extend_schema(operation_id="read_action", responses=answers.ActionSerializer)
    def get(self, request: Request, meeting_id: uuid.UUID, action_id: int) -> Response:
        """Return it; ask again while it is open."""
        person = person_of(request)
        meeting = meeting_for(person, meeting_id)
        action = ControlAction.objects.filter(pk=action_id, meeting=meeting).first()
        if action is None or not access.can_change(person=person, meeting=meeting):
            raise Http404
        return Response(answers.represent_action(action))
