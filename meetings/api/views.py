"""Meetings over HTTP: parse, one call, answer."""

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from accounts.api.authentication import client_of
from accounts.api.idempotency import IDEMPOTENCY_KEY
from accounts.api.permissions import person_of
from accounts.models import User
from accounts.models.api_client import Scope
from l10n.problem import Problem
from meetings import access
from meetings.api import answers, requests
from meetings.api.lookups import meeting_for
from meetings.errors import InvalidRequest, PreconditionFailed, ReferenceUsed
from meetings.models import Meeting, VendorWrite
from meetings.problems import Code
from meetings.queries.agenda_page import Filters, agenda_page
from meetings.services import booking, cancelling, editing, occurrences
from rest.cursor import LARGEST_PAGE, Cursor, next_link, read_cursor
from rest.fields import MomentField, StrictSerializer, read

_IF_MATCH = OpenApiParameter(
    "If-Match", str, OpenApiParameter.HEADER, description="The ETag of what you read; 412 where it has changed since."
)


class AgendaQuerySerializer(StrictSerializer):
    """What a list is asked for."""

    since = MomentField(required=False)
    until = MomentField(required=False)
    external_id = serializers.CharField(max_length=64, default="")
    tag = serializers.CharField(max_length=40, default="")
    limit = serializers.IntegerField(min_value=1, max_value=LARGEST_PAGE, default=50)
    cursor = serializers.CharField(max_length=200, default="")


class MeetingsView(APIView):
    """The agenda of a person, and booking."""

    required_scopes = {"GET": Scope.MEETINGS_READ, "POST": Scope.MEETINGS_WRITE}

    @extend_schema(
        operation_id="list_meetings", parameters=[AgendaQuerySerializer], responses=answers.AgendaPageSerializer
    )
    def get(self, request: Request) -> Response:
        """Return the person's meetings by their time, each occurrence of a series by itself."""
        person = person_of(request)
        found = read(AgendaQuerySerializer, request.query_params.dict())
        filters = Filters(found.get("since"), found.get("until"), found["external_id"], found["tag"])
        limit = found["limit"]
        rows = agenda_page(
            person=person,
            filters=filters,
            after=read_cursor(found["cursor"]),
            limit=limit + 1,
            now=timezone.now(),
        )
        more = next_link(request, Cursor(rows[limit - 1].start_at, rows[limit - 1].key)) if len(rows) > limit else None
        return Response({"results": [answers.represent_row(row) for row in rows[:limit]], "next": more})

    @extend_schema(
        operation_id="book_meeting",
        parameters=[IDEMPOTENCY_KEY],
        request=requests.BookingSerializer,
        responses={201: answers.MeetingSerializer, 202: answers.MeetingSerializer},
    )
    def post(self, request: Request) -> Response:
        """Book a meeting: 201, or 202 while the meeting service has not confirmed it."""
        person, now = person_of(request), timezone.now()
        found = read(requests.BookingSerializer, request.data)
        with _idempotency_key(request) as reference:
            meeting = booking.book(
                organiser=person,
                request=requests.read_booking(found, organiser=person).checked(now=now),
                reference=reference,
                now=now,
                origin=requests.origin_of(found, client_of(request)),
            )
        return _answer(request, meeting, person, created=True)


class MeetingView(APIView):
    """One meeting, single or a series."""

    required_scopes = {"GET": Scope.MEETINGS_READ, "PATCH": Scope.MEETINGS_WRITE}

    @extend_schema(operation_id="read_meeting", responses=answers.MeetingSerializer)
    def get(self, request: Request, meeting_id: uuid.UUID) -> Response:
        """Return it, with its ETag."""
        person = person_of(request)
        return _answer(request, meeting_for(person, meeting_id), person)

    @extend_schema(
        operation_id="change_meeting",
        parameters=[IDEMPOTENCY_KEY, _IF_MATCH],
        request=requests.ChangeSerializer,
        responses={200: answers.MeetingSerializer, 202: answers.MeetingSerializer},
    )
    def patch(self, request: Request, meeting_id: uuid.UUID) -> Response:
        """Change what the body names, of a series for all occurrences ahead; all else stays."""
        person, now = person_of(request), timezone.now()
        meeting = meeting_for(person, meeting_id)
        access.check_can_change(person=person, meeting=meeting)
        _check_unchanged(request, meeting, person)
        found = read(requests.ChangeSerializer, request.data)
        with _idempotency_key(request) as reference:
            editing.edit(
                meeting=meeting,
                by=person,
                request=requests.read_change(found, meeting=meeting, now=now).checked(now=now),
                reference=reference,
                now=now,
                seen_at=meeting.changed_at,
            )
        return _answer(request, meeting_for(person, meeting_id), person)


class CancelView(APIView):
    """The end of a meeting before it begins."""

    required_scopes = {"POST": Scope.MEETINGS_WRITE}

    @extend_schema(
        operation_id="cancel_meeting",
        parameters=[IDEMPOTENCY_KEY, _IF_MATCH],
        request=requests.CancelSerializer,
        responses={200: answers.MeetingSerializer, 202: answers.MeetingSerializer},
    )
    def post(self, request: Request, meeting_id: uuid.UUID) -> Response:
        """Cancel it, of a series all that is left of it."""
        person = person_of(request)
        meeting = meeting_for(person, meeting_id)
        _check_unchanged(request, meeting, person)
        found = read(requests.CancelSerializer, request.data)
        with _idempotency_key(request) as reference:
            cancelling.cancel(
                meeting=meeting,
                by=person,
                reference=reference,
                now=timezone.now(),
                note=found["note"],
                tell=found["tells_invitees"],
            )
        return _answer(request, meeting_for(person, meeting_id), person)


class OccurrenceView(APIView):
    """One occurrence of a series."""

    required_scopes = {"PATCH": Scope.MEETINGS_WRITE}

    @extend_schema(
        operation_id="change_occurrence",
        parameters=[IDEMPOTENCY_KEY, _IF_MATCH],
        request=requests.TimesSerializer,
        responses={200: answers.MeetingSerializer, 202: answers.MeetingSerializer},
    )
    def patch(self, request: Request, meeting_id: uuid.UUID, occurrence_id: int) -> Response:
        """Hold it at another time, or for another while; the others stay."""
        person = person_of(request)
        meeting = meeting_for(person, meeting_id)
        _check_unchanged(request, meeting, person)
        found = read(requests.TimesSerializer, request.data)
        occurrence = occurrences.find_occurrence(meeting=meeting, occurrence_id=occurrence_id)
        minutes = (occurrence.end_at - occurrence.start_at).total_seconds() // 60
        with _idempotency_key(request) as reference:
            occurrences.edit(
                meeting=meeting,
                occurrence=occurrence,
                by=person,
                start_at=found.get("start_at", occurrence.start_at),
                length_minutes=found.get("length_minutes", int(minutes)),
                reference=reference,
                now=timezone.now(),
            )
        return _answer(request, meeting_for(person, meeting_id), person)


class CancelOccurrenceView(APIView):
    """The end of one occurrence of a series."""

    required_scopes = {"POST": Scope.MEETINGS_WRITE}

    @extend_schema(
        operation_id="cancel_occurrence",
        parameters=[IDEMPOTENCY_KEY, _IF_MATCH],
        request=requests.CancelSerializer,
        responses={200: answers.MeetingSerializer, 202: answers.MeetingSerializer},
    )
    def post(self, request: Request, meeting_id: uuid.UUID, occurrence_id: int) -> Response:
        """Cancel it alone."""
        person = person_of(request)
        meeting = meeting_for(person, meeting_id)
        _check_unchanged(request, meeting, person)
        found = read(requests.CancelSerializer, request.data)
        with _idempotency_key(request) as reference:
            occurrences.cancel(
                meeting=meeting,
                occurrence=occurrences.find_occurrence(meeting=meeting, occurrence_id=occurrence_id),
                by=person,
                reference=reference,
                now=timezone.now(),
                note=found["note"],
                tell=found["tells_invitees"],
            )
        return _answer(request, meeting_for(person, meeting_id), person)


class OperationView(APIView):
    """What becomes of a write."""

    required_scopes = {"GET": Scope.MEETINGS_READ}

    @extend_schema(operation_id="read_operation", responses=answers.OperationSerializer)
    def get(self, request: Request, operation_id: int) -> Response:
        """Return it; ask again while it is open."""
        visible = access.visible_to(person=person_of(request))
        write = VendorWrite.objects.filter(pk=operation_id, meeting__in=visible).select_related("meeting").first()
        if write is None:
            raise Http404
        return Response(answers.represent_operation(write))


def _answer(request: Request, meeting: Meeting, reader: User, *, created: bool = False) -> Response:
    body = answers.represent_meeting(meeting, reader=reader)
    operation = body["operation"]
    headers = {"ETag": answers.etag_of(body)}
    status = 201 if created else 200
    if request.method != "GET" and operation and operation["is_open"]:
        status = 202
        headers["Location"] = reverse("api-operation", args=[operation["id"]], request=request)
    elif created:
        headers["Location"] = reverse("api-meeting", args=[meeting.pk], request=request)
    return Response(body, status=status, headers=headers)


def _check_unchanged(request: Request, meeting: Meeting, reader: User) -> None:
    """Raise PreconditionFailed where If-Match names another state of the meeting than that of today.

    A call that comes again under its key is answered as before: it is the call itself that has changed the meeting.
    """
    wanted = request.headers.get("If-Match", "").strip()
    if wanted in {"", "*"} or booking.was_used(organiser=reader, reference=_reference(request)):
        return
    current = answers.etag_of(answers.represent_meeting(meeting, reader=reader))
    if current not in {each.strip() for each in wanted.split(",")}:
        raise PreconditionFailed(Problem(Code.PRECONDITION_FAILED))


@contextmanager
def _idempotency_key(request: Request) -> Iterator[str]:
    """Yield the one-time reference of this call. Raises InvalidRequest where it was used for something else."""
    try:
        yield _reference(request)
    except ReferenceUsed as error:
        raise InvalidRequest(Problem(Code.IDEMPOTENCY_KEY_USED)) from error


def _reference(request: Request) -> str:
    """Return that of its client's key, else one that is never used again."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key:
        return str(uuid.uuid4())
    client = client_of(request)
    return hashlib.sha256(f"api {client.pk if client else ''} {key}".encode()).hexdigest()
