"""Meetings over HTTP: parse, one call, answer."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import client_of
from accounts.api.idempotency import IDEMPOTENCY_KEY
from accounts.api.permissions import person_of
from accounts.models.api_client import Scope as Right
from l10n.problem import Problem
from meetings import access
from meetings.api import agenda, answers, requests
from meetings.api.changes import answer_meeting, change_meeting, changes_meeting, idempotency_key
from meetings.api.lookups import meeting_for
from meetings.api.whole_reading import read_whole
from meetings.errors import InvalidRequest
from meetings.models import Meeting, VendorWrite
from meetings.problems import Code
from meetings.recurrence.scopes import Scope
from meetings.services import booking, cancelling, editing, series_changes


class MeetingsView(APIView):
    """The agenda of a person, and booking."""

    required_scopes = {"GET": Right.MEETINGS_READ, "POST": Right.MEETINGS_WRITE}

    @extend_schema(
        operation_id="list_meetings", parameters=[agenda.AgendaQuerySerializer], responses=agenda.AgendaPageSerializer
    )
    def get(self, request: Request) -> Response:
        """Return the person's meetings by their time, each occurrence of a series by itself."""
        return Response(agenda.read_page(request, person=person_of(request), now=timezone.now()))

    @extend_schema(
        operation_id="book_meeting",
        parameters=[IDEMPOTENCY_KEY],
        request=requests.BookingSerializer,
        responses={201: answers.MeetingSerializer, 202: answers.MeetingSerializer},
    )
    def post(self, request: Request) -> Response:
        """Book a meeting: 201, or 202 while the meeting service has not confirmed it."""
        return _book(request, requests.BookingSerializer)


class InstantView(APIView):
    """A meeting that begins at once."""

    required_scopes = {"POST": Right.MEETINGS_WRITE}

    @extend_schema(
        operation_id="start_meeting",
        parameters=[IDEMPOTENCY_KEY],
        request=requests.InstantSerializer,
        responses={201: answers.MeetingSerializer, 202: answers.MeetingSerializer},
    )
    def post(self, request: Request) -> Response:
        """Start a meeting now: 201, or 202 while the meeting service has not confirmed it."""
        subject = booking.subject_of_instant(organiser=person_of(request))
        return _book(request, requests.InstantSerializer, subject=subject)


class MeetingView(APIView):
    """One meeting, single or a series."""

    required_scopes = {"GET": Right.MEETINGS_READ, "PATCH": Right.MEETINGS_WRITE}

    @extend_schema(operation_id="read_meeting", responses=answers.MeetingSerializer)
    def get(self, request: Request, meeting_id: uuid.UUID) -> Response:
        """Return it, with its ETag."""
        person = person_of(request)
        return answer_meeting(request, meeting_for(person, meeting_id), person)

    @changes_meeting("change_meeting", requests.ChangeSerializer)
    def patch(self, request: Request, meeting_id: uuid.UUID) -> Response:
        """Change what the body names, of a series for all occurrences ahead; all else stays."""
        return change_meeting(request, meeting_id, requests.ChangeSerializer, _edit, problems_of=_problems_of_edit)


class CancelView(APIView):
    """The end of a meeting before it begins."""

    required_scopes = {"POST": Right.MEETINGS_WRITE}

    @changes_meeting("cancel_meeting", requests.CancelSerializer)
    def post(self, request: Request, meeting_id: uuid.UUID) -> Response:
        """Cancel it, of a series all that is left of it."""
        return change_meeting(request, meeting_id, requests.CancelSerializer, _cancel)


class OperationView(APIView):
    """What becomes of a write."""

    required_scopes = {"GET": Right.MEETINGS_READ}

    @extend_schema(operation_id="read_operation", responses=answers.OperationSerializer)
    def get(self, request: Request, operation_id: int) -> Response:
        """Return it; ask again while it is open."""
        visible = access.visible_to(person=person_of(request))
        write = VendorWrite.objects.filter(pk=operation_id, meeting__in=visible).select_related("meeting").first()
        if write is None:
            raise Http404
        return Response(answers.represent_operation(write))


def _book(request: Request, body: type[requests.BookingSerializer], **defaults: Any) -> Response:
    """Book what the body asks for, and answer with the meeting."""
    person, now = person_of(request), timezone.now()

    def problems_of(found: dict[str, Any]) -> Iterable[Problem]:
        return requests.read_booking(defaults | found, organiser=person).all_problems(now=now)

    found = defaults | read_whole(body, request.data, problems_of=problems_of)
    with idempotency_key(request) as reference:
        meeting = booking.book(
            organiser=person,
            request=requests.read_booking(found, organiser=person).checked(now=now),
            reference=reference,
            now=now,
            origin=requests.origin_of(found, client_of(request)),
        )
    booking.check_not_refused(meeting=meeting)
    return answer_meeting(request, meeting, person, created=True)


def _edit(found: dict[str, Any], *, meeting: Meeting, now: datetime, **how: Any) -> None:
    request = requests.read_change(found, meeting=meeting, now=now).checked(now=now)
    if found.get("scope") == Scope.FOLLOWING:
        _check_is_member(meeting)
        series_changes.edit_following(first=meeting, request=request, now=now, seen_at=meeting.changed_at, **how)
        return
    editing.edit(meeting=meeting, request=request, now=now, seen_at=meeting.changed_at, **how)


def _check_is_member(meeting: Meeting) -> None:
    """Raise InvalidRequest unless others may follow it in a series that the portal keeps."""
    if meeting.portal_series_id is None:
        raise InvalidRequest(Problem(Code.NOTHING_FOLLOWS, "scope"))


def _problems_of_edit(found: dict[str, Any], *, meeting: Meeting) -> Iterable[Problem]:
    now = timezone.now()
    return requests.read_change(found, meeting=meeting, now=now).all_problems(now=now)


def _cancel(found: dict[str, Any], *, meeting: Meeting, **how: Any) -> None:
    if found.get("scope") == Scope.FOLLOWING:
        _check_is_member(meeting)
        series_changes.cancel_following(first=meeting, note=found["note"], tell=found["tells_invitees"], **how)
        return
    cancelling.cancel(meeting=meeting, note=found["note"], tell=found["tells_invitees"], **how)
