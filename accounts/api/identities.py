"""Identities over HTTP: who somebody is at the meeting service, one by one and many at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from accounts import access
from accounts.access import Administrator
from accounts.api import identity_answers as answers
from accounts.api import identity_requests as requests
from accounts.api.idempotency import IDEMPOTENCY_KEY, idempotent
from accounts.api.permissions import administrator_of
from accounts.errors import InvalidInput, NotAllowed
from accounts.models import Identity, Tenant
from accounts.models.api_client import Scope
from accounts.queries.people import may_be_meant
from accounts.services import identities, upserting
from accounts.services.import_rows import Outcome
from accounts.services.mapping import FIELD
from rest.cursor import next_link
from rest.fields import NothingSerializer, read, read_query
from rest.preconditions import IF_MATCH, check_if_match, etag_of


class IdentitiesView(APIView):
    """The identities of the tenant, and mapping a person."""

    required_scopes = {"GET": Scope.PEOPLE_READ, "POST": Scope.PEOPLE_MAP}

    @extend_schema(
        operation_id="list_identities",
        parameters=[requests.IdentityListSerializer],
        responses=answers.IdentityPageSerializer,
    )
    def get(self, request: Request) -> Response:
        """Return them in the order in which they were made."""
        by, tenant = administrator_of(request)
        found = read_query(requests.IdentityListSerializer, request.query_params)
        rows = access.identities(by=by).filter(tenant=tenant, pk__gt=found["cursor"]).select_related("person")
        if "q" in found:
            rows = rows.filter(person__in=access.people(by=by).filter(may_be_meant(found["q"], tenants=[tenant])))
        if "state" in found:
            rows = rows.filter(state=found["state"])
        if "user_id" in found:
            rows = rows.filter(third_party_user_id=found["user_id"])
        limit = found["limit"]
        page = list(rows.order_by("pk")[: limit + 1])
        more = next_link(request, page[limit - 1].pk) if len(page) > limit else None
        return Response({"results": [answers.represent_identity(row) for row in page[:limit]], "next": more})

    @extend_schema(
        operation_id="map_identity",
        parameters=[IDEMPOTENCY_KEY],
        request=requests.IdentityMappingSerializer,
        responses={200: answers.IdentitySerializer, 201: answers.IdentitySerializer},
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Say who somebody is: 201 for somebody new, 200 for a person who was there."""
        by, tenant = administrator_of(request)
        found = read(requests.IdentityMappingSerializer, request.data)
        with _fields_named():
            row = upserting.upsert_one(by=by, tenant=tenant, row=requests.read_row(found), now=timezone.now())
        status = 201 if row.outcome == Outcome.MADE else 200
        return _answer(request, _identity(by, tenant, row.values[FIELD]), status=status)


class BulkIdentitiesView(APIView):
    """Mapping many people at once."""

    required_scopes = {"POST": Scope.PEOPLE_MAP}

    @extend_schema(
        operation_id="map_identities",
        parameters=[IDEMPOTENCY_KEY],
        request=requests.BulkIdentitiesSerializer,
        responses=answers.BulkIdentitiesAnswerSerializer,
    )
    @idempotent
    def post(self, request: Request) -> Response:
        """Say who up to 1,000 people are; a row that can't be done is explained and keeps no other from being done."""
        by, tenant = administrator_of(request)
        found = read(requests.BulkIdentitiesSerializer, request.data)
        rows = [requests.read_row(row) for row in found["identities"]]
        return Response(answers.represent_rows(upserting.upsert(by=by, tenant=tenant, rows=rows, now=timezone.now())))


class IdentityView(APIView):
    """One identity."""

    required_scopes = {"GET": Scope.PEOPLE_READ, "PATCH": Scope.PEOPLE_MAP, "DELETE": Scope.PEOPLE_MAP}

    @extend_schema(operation_id="read_identity", responses=answers.IdentitySerializer)
    def get(self, request: Request, user_id: str) -> Response:
        """Return it."""
        return _answer(request, _identity(*administrator_of(request), user_id))

    @extend_schema(
        operation_id="change_identity",
        parameters=[IF_MATCH],
        request=requests.IdentityChangeSerializer,
        responses=answers.IdentitySerializer,
    )
    def patch(self, request: Request, user_id: str) -> Response:
        """Give the person another User ID, or switch the identity off or on; tokens of the earlier one end."""
        by, tenant = administrator_of(request)
        found = read(requests.IdentityChangeSerializer, request.data)
        with transaction.atomic(), _fields_named():
            identity = _unchanged_identity(request, by, tenant, user_id)
            changed = identities.amend(
                by=by,
                identity=identity,
                user_id=found.get("user_id"),
                is_another=found.get("is_another", False),
                is_disabled=found.get("is_disabled"),
            )
        return _answer(request, changed)

    @extend_schema(operation_id="unmap_identity", parameters=[IF_MATCH], responses={204: None})
    def delete(self, request: Request, user_id: str) -> Response:
        """Take the link away; person, meetings and the account at the meeting service stay."""
        by, tenant = administrator_of(request)
        with transaction.atomic():
            identities.unlink(by=by, identity=_unchanged_identity(request, by, tenant, user_id), now=timezone.now())
        return Response(status=204)


class VerifyIdentityView(APIView):
    """Whether the meeting service accepts somebody."""

    required_scopes = {"POST": Scope.PEOPLE_MAP}

    @extend_schema(
        operation_id="verify_identity",
        parameters=[IDEMPOTENCY_KEY],
        request=NothingSerializer,
        responses={202: answers.IdentitySerializer},
    )
    @idempotent
    def post(self, request: Request, user_id: str) -> Response:
        """Have them signed in anew: 202, and the identity says what came of it once it is no longer being verified."""
        read(NothingSerializer, request.data)
        by, tenant = administrator_of(request)
        identities.test_one(by=by, identity=_identity(by, tenant, user_id), now=timezone.now())
        return _answer(request, _identity(by, tenant, user_id), status=202)


def _identity(by: Administrator, tenant: Tenant, user_id: str, *, locks: bool = False) -> Identity:
    """Return the tenant's identity of that User ID. Raises Http404: another tenant's is none."""
    reached = access.identities(by=by).select_related("person", "tenant")
    if locks:
        reached = reached.select_for_update(of=("self",))
    found = reached.filter(tenant=tenant, third_party_user_id=user_id).first()
    if found is None:
        raise Http404
    return found


def _unchanged_identity(request: Request, by: Administrator, tenant: Tenant, user_id: str) -> Identity:
    """Return it, held until the change of it is made, if it is as If-Match says. Raises PreconditionFailed."""
    identity = _identity(by, tenant, user_id, locks=True)
    check_if_match(request, lambda: answers.represent_identity(identity))
    return identity


def _answer(request: Request, identity: Identity, *, status: int = 200) -> Response:
    body = answers.represent_identity(identity)
    headers = {"ETag": etag_of(body)}
    if status != 200:
        all_of_them = reverse("api-identities", request=request)
        headers["Location"] = f"{all_of_them}{quote(identity.third_party_user_id, safe='')}/"
    return Response(body, status=status, headers=headers)


@contextmanager
def _fields_named() -> Iterator[None]:
    try:
        yield
    except (InvalidInput, NotAllowed) as error:
        raise type(error)(*answers.name_fields(error.problems)) from error
