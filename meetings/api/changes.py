"""What every change of a meeting has in common: its reference, what its caller has read, and how it is answered."""

import hashlib
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from accounts.api.authentication import client_of
from accounts.api.idempotency import IDEMPOTENCY_KEY, claim_key, key_of
from accounts.api.permissions import person_of
from accounts.models import User
from l10n.problem import Problem
from meetings import access
from meetings.api import answers
from meetings.api.lookups import meeting_for
from meetings.api.whole_reading import read_whole
from meetings.errors import InvalidRequest, ReferenceUsed
from meetings.models import Meeting
from meetings.problems import Code
from meetings.services import booking
from rest.fields import StrictSerializer
from rest.preconditions import IF_MATCH, check_if_match, etag_of, has_if_match


class Change(Protocol):
    """One service, called with the valid content of the request."""

    def __call__(
        self,
        found: dict[str, Any],
        *,
        meeting: Meeting,
        by: User,
        reference: str,
        now: datetime,
        precondition: Callable[[], None] | None,
    ) -> object:
        """Do it, or raise what the service raises."""


def changes_meeting(operation_id: str, body: type[StrictSerializer]) -> Callable[[Any], Any]:
    """Return the decorator that puts such an operation into the document."""
    responses = {200: answers.MeetingSerializer, 202: answers.MeetingSerializer}
    return extend_schema(
        operation_id=operation_id, parameters=[IDEMPOTENCY_KEY, IF_MATCH], request=body, responses=responses
    )


class ProblemsOf(Protocol):
    """Says why the readable fields of a request can't be done."""

    def __call__(self, found: dict[str, Any], *, meeting: Meeting) -> Iterable[Problem]:
        """Return all of them."""


def _no_problems(found: dict[str, Any], *, meeting: Meeting) -> Iterable[Problem]:
    return ()


def change_meeting(
    request: Request,
    meeting_id: uuid.UUID,
    body: type[StrictSerializer],
    change: Change,
    *,
    problems_of: ProblemsOf = _no_problems,
) -> Response:
    """Do ``change`` to a meeting of the caller, and answer with what it has become.

    ``problems_of`` is asked about the rest where a part of the body can't be read.
    A call that comes again under its key is answered as before, whatever its If-Match: it is the call itself that has
    changed the meeting.
    """
    person = person_of(request)
    meeting = meeting_for(person, meeting_id)
    access.check_can_change(person=person, meeting=meeting)
    precondition = None
    if has_if_match(request) and not booking.was_used(organiser=person, reference=_reference(request)):
        check_if_match(request, lambda: answers.represent_meeting(meeting, reader=person))
        precondition = _precondition(request, meeting_id, person)
    found = read_whole(body, request.data, problems_of=partial(problems_of, meeting=meeting))
    with idempotency_key(request) as reference:
        change(found, meeting=meeting, by=person, reference=reference, now=timezone.now(), precondition=precondition)
    return answer_meeting(request, meeting_for(person, meeting_id), person)


def _precondition(request: Request, meeting_id: uuid.UUID, person: User) -> Callable[[], None]:
    """Return the same check once more, of the meeting as it is by then: somebody may have come between."""

    def check() -> None:
        meeting = meeting_for(person, meeting_id)
        check_if_match(request, lambda: answers.represent_meeting(meeting, reader=person))

    return check


def answer_meeting(request: Request, meeting: Meeting, reader: User, *, created: bool = False) -> Response:
    """Return the answer with a meeting: 202 where the meeting service has yet to confirm what was asked for."""
    body = answers.represent_meeting(meeting, reader=reader)
    operation = body["operation"]
    headers = {"ETag": etag_of(body)}
    status = 201 if created else 200
    if request.method != "GET" and operation and operation["is_open"]:
        status = 202
        headers["Location"] = reverse("api-operation", args=[operation["id"]], request=request)
    elif created:
        headers["Location"] = reverse("api-meeting", args=[meeting.pk], request=request)
    return Response(body, status=status, headers=headers)


@contextmanager
def idempotency_key(request: Request) -> Iterator[str]:
    """Yield the one-time reference of this call.

    Raises InvalidInput or InvalidRequest where its key was used for another operation, or for other content.
    """
    claim_key(request)
    try:
        yield _reference(request) or str(uuid.uuid4())
    except ReferenceUsed as error:
        raise InvalidRequest(Problem(Code.IDEMPOTENCY_KEY_USED)) from error


def _reference(request: Request) -> str:
    """Return the reference that belongs to the key of this client, "" for a call without one."""
    key = key_of(request)
    client = client_of(request)
    return hashlib.sha256(f"api {client.pk if client else ''} {key}".encode()).hexdigest() if key else ""
