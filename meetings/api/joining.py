"""Ways into a meeting over HTTP: what opens the client, and each invitee's own link."""

import uuid
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import client_of
from accounts.api.idempotency import IDEMPOTENCY_KEY, claim_key
from accounts.api.permissions import check_scope, person_of
from accounts.models.api_client import Scope
from hwmeeting.links import PLATFORMS
from meetings import access
from meetings.api import answers
from meetings.api.lookups import meeting_for
from meetings.invitee_links import join_link
from meetings.models import Meeting
from meetings.services import joining, launching
from meetings.services.launching import Action
from rest.fields import StrictSerializer, read

_NOT_KEPT = {"Cache-Control": "no-store"}


class LaunchRequestSerializer(StrictSerializer):
    """For which client and how: a guest (``join``), the person (``login_join``), or signed in alone (``login``)."""

    platform = serializers.ChoiceField(choices=list(PLATFORMS))
    action = serializers.ChoiceField(choices=[action.value for action in Action])
    open_mic = serializers.BooleanField(default=False)
    open_camera = serializers.BooleanField(default=False)


class LaunchSerializer(serializers.Serializer[Any]):
    """A link for the person of the token, for now: one that signs in works once."""

    url = serializers.CharField(help_text="Opens the client; open it at once, and store it nowhere.")
    plain_url = serializers.CharField(help_text="Beside android-intent the same without an intent, else empty.")
    browser_url = serializers.CharField(help_text="Beside join the meeting service's guest page, where it has one.")
    name = serializers.CharField(help_text="Under which the others see the person.")
    is_host = serializers.BooleanField(help_text="Whether it lets in as host.")


class InviteeLinkSerializer(answers.AnsweredInviteeSerializer):
    """Somebody invited, with the link that is theirs alone."""

    join_url = serializers.CharField()


class InviteeLinksSerializer(serializers.Serializer[Any]):
    results = InviteeLinkSerializer(many=True)


class LaunchView(APIView):
    """What opens the client."""

    required_scopes = {"POST": Scope.LAUNCH}

    @extend_schema(
        operation_id="launch_meeting",
        parameters=[IDEMPOTENCY_KEY],
        request=LaunchRequestSerializer,
        responses=LaunchSerializer,
    )
    def post(self, request: Request, meeting_id: uuid.UUID) -> Response:
        """Return a launch link of the person of the token. Those that sign in need ``tickets:write`` as well."""
        person = person_of(request)
        meeting = meeting_for(person, meeting_id)
        found = read(LaunchRequestSerializer, request.data)
        action = Action(found.pop("action"))
        if action in launching.WITH_TICKET:
            check_scope(request, Scope.TICKETS_WRITE)
        claim_key(request, with_content=True)
        client = client_of(request)
        made = launching.launch(
            person=person,
            meeting=meeting,
            action=action,
            asked_by=client.client_id if client else "session",
            now=timezone.now(),
            **found,
        )
        body = {
            "url": made.url,
            "plain_url": made.plain_url,
            "browser_url": joining.browser_address(meeting=meeting) if action is Action.JOIN else "",
            "name": made.name,
            "is_host": made.is_host,
        }
        return Response(body, headers=_NOT_KEPT)


class InviteesView(APIView):
    """Who is invited, each with their own link."""

    required_scopes = {"GET": Scope.LAUNCH}

    @extend_schema(operation_id="list_invitees", responses=InviteeLinksSerializer)
    def get(self, request: Request, meeting_id: uuid.UUID) -> Response:
        """Return all of them, for organiser and co-hosts alone: who has a link comes in by it."""
        person = person_of(request)
        meeting = meeting_for(person, meeting_id)
        access.check_can_change(person=person, meeting=meeting)
        return Response({"results": _links(meeting)}, headers=_NOT_KEPT)


def _links(meeting: Meeting) -> list[dict[str, str]]:
    invitees = meeting.invitees.present().select_related("person__identity")
    return [answers.represent_invitee(each) | {"join_url": join_link(invitee=each)} for each in invitees]
