"""A meeting as the calendar file that mails about it have."""

import uuid

from django.http import HttpResponse
from django.utils import timezone, translation
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.api.permissions import person_of
from accounts.models.api_client import Scope
from meetings import access
from meetings.api.lookups import meeting_for
from meetings.mails import queueing, recipients
from rest.negotiation import OneForm


class CalendarFileView(APIView):
    """The calendar file of the person of the token."""

    required_scopes = {"GET": Scope.MEETINGS_READ}
    content_negotiation_class = OneForm

    @extend_schema(operation_id="read_calendar_file", responses={(200, "text/calendar"): OpenApiTypes.STR})
    def get(self, request: Request, meeting_id: uuid.UUID) -> HttpResponse:
        """Return it with their own link, in their language; of a meeting that is off the entry that takes it away."""
        person = person_of(request)
        invitee = access.own_invitation(person=person, meeting=meeting_for(person, meeting_id))
        with translation.override(recipients.recipient_for_person(person, then=invitee.meeting.organiser).language):
            method, text = queueing.calendar_of(invitee=invitee, now=timezone.now())
        return HttpResponse(
            text,
            content_type=f"text/calendar; method={method}; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="invite.ics"', "Cache-Control": "no-store"},
        )
