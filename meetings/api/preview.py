"""What booking would make, for a business system that asks before it books."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import client_of
from accounts.api.idempotency import IDEMPOTENCY_KEY, claim_key
from accounts.api.permissions import person_of
from accounts.models.api_client import Scope
from l10n import zones
from meetings.api import answers, requests
from meetings.api.whole_reading import read_whole
from meetings.services import previewing
from meetings.services.previewing import InvitedPerson
from rest.problem_details import represent_problem


class ProblemSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    code = serializers.CharField()
    detail = serializers.CharField()


class InvitedPersonSerializer(answers.AnsweredInviteeSerializer):
    is_mailed = serializers.BooleanField(help_text="Whether booking tells them by mail.")


class PreviewSerializer(serializers.Serializer[Any]):
    """While the times are a problem there are no occurrences."""

    problems = ProblemSerializer(many=True, help_text="All that booking would refuse.")
    rule = serializers.CharField(help_text="Of a series its rule as a sentence; else empty.")
    why_portal_series = serializers.CharField(
        help_text="Why the portal has to keep the series itself, of single meetings; empty where it hasn't."
    )
    occurrences = answers.SpanSerializer(many=True)
    people = InvitedPersonSerializer(many=True, help_text="The organiser among them, who always gets a copy.")


class PreviewView(APIView):
    """A meeting that might be booked."""

    required_scopes = {"POST": Scope.MEETINGS_READ}

    @extend_schema(
        operation_id="preview_meeting",
        parameters=[IDEMPOTENCY_KEY],
        request=requests.BookingSerializer,
        responses=PreviewSerializer,
    )
    def post(self, request: Request) -> Response:
        """Return what booking would make, and all that stands in its way. Nothing is stored, and nobody is told.

        422 is for a body that can't be read alone; what can't be booked is an answer, with its ``problems``.
        """
        person, now = person_of(request), timezone.now()
        found = read_whole(
            requests.BookingSerializer,
            request.data,
            problems_of=lambda found: requests.read_booking(found, organiser=person).all_problems(now=now),
        )
        claim_key(request, with_content=True)
        reading = requests.read_booking(found, organiser=person)
        preview = previewing.preview(
            organiser=person,
            request=reading.request,
            unknown=reading.problems,
            origin=requests.origin_of(found, client_of(request)),
            now=now,
        )
        # Of what has no times the zone may be a problem, too
        zone = zones.zone(reading.request.time_zone) if preview.occurrences else person.zone
        return Response(
            {
                "problems": [represent_problem(problem) for problem in preview.problems],
                "rule": preview.rule,
                "why_portal_series": preview.why_portal_series,
                "occurrences": [answers.represent_span(span, zone) for span in preview.occurrences],
                "people": [_represent_person(each) for each in preview.people],
            }
        )


def _represent_person(invited: InvitedPerson) -> dict[str, Any]:
    return {
        "name": invited.name,
        "email": invited.email,
        "user_id": answers.user_id_of(invited.person) if invited.person else "",
        "role": invited.role,
        "is_mailed": invited.is_mailed,
    }
