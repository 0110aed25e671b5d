"""A business system that calls the API, and holds each answer to the OpenAPI document."""

from base64 import b64encode
from datetime import timedelta
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.core.cache.backends.db import DatabaseCache
from django.test import Client
from django.utils import timezone
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from accounts.models import ApiClient, ApiClientSecret, Tenant
from accounts.models.api_client import Scope
from tests.factories.booking_requests import tomorrow

TOKEN = "/api/v1/oauth/token/"
SECRET = "a-secret-of-the-tests"


def make_api_client(tenant: Tenant, *, secret: str = SECRET, **fields: Any) -> ApiClient:
    """Return a client that may do everything for everybody; fields can be given."""
    values = {"name": "ERP", "scopes": list(Scope.values), "allowed_user_ids": "*"} | fields
    client = ApiClient.objects.create(tenant=tenant, **values)
    ApiClientSecret.objects.create(
        client=client, digest=ApiClientSecret.digest_of(secret), ending=secret[-6:], created_at=timezone.now()
    )
    return client


def basic(client: ApiClient, secret: str = SECRET) -> str:
    """Return the Authorization header of a client."""
    return "Basic " + b64encode(f"{client.client_id}:{secret}".encode()).decode()


class Caller:
    """Calls with a token of ``client``, for the person of ``act_as``."""

    def __init__(self, client: ApiClient, *, act_as: str = "", scope: str = "", secret: str = SECRET) -> None:
        self._http = Client(raise_request_exception=True)
        body = {"grant_type": "client_credentials"}
        body |= {"act_as": act_as} if act_as else {}
        body |= {"scope": scope} if scope else {}
        response = self._http.post(TOKEN, body, headers={"Authorization": basic(client, secret)})
        assert response.status_code == 200, response.content
        self.token: str = response.json()["access_token"]

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Return the answer, once it is seen to be one of those that the document promises."""
        sent = {name.replace("_", "-"): text for name, text in headers.items()}
        sent["Authorization"] = f"Bearer {self.token}"
        options: dict[str, Any] = {"headers": sent}
        if body is not None:
            options |= {"data": body, "content_type": "application/json"}
        response = self._http.generic(method, path, **options) if body is None else self._send(method, path, options)
        check_against_document(method, path, response)
        return response

    def _send(self, method: str, path: str, options: dict[str, Any]) -> Any:
        return getattr(self._http, method.lower())(path, **options)

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self.call("POST", path, body, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.call("DELETE", path, **headers)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.call("PATCH", path, body, **headers)


def limit_statements() -> int:
    """Return how many statements the rate limit of a call takes: one where the cache is in the database, else none."""
    return int(isinstance(caches[DEFAULT_CACHE_ALIAS], DatabaseCache))


def soon() -> dict[str, Any]:
    """Return the body that books a meeting that has yet to begin, and that guests may enter."""
    return {"subject": "Roadmap", "start_at": (tomorrow(0) + timedelta(minutes=9)).isoformat()}


def book_series(caller: Caller) -> dict[str, Any]:
    """Return the ids of a series that was booked over the API, one of each kind that an address has."""
    rule = {"frequency": "DAILY", "count": 2}
    booked = caller.post("/api/v1/meetings/", soon() | {"recurrence": rule}).json()
    return {
        "meeting_id": UUID(booked["id"]),
        "occurrence_id": booked["occurrences"][0]["id"],
        "operation_id": booked["operation"]["id"],
    }


@cache
def document() -> dict[str, Any]:
    """Return the OpenAPI document."""
    return dict(SchemaGenerator().get_schema(request=None, public=True))  # type: ignore[no-untyped-call]


def check_against_document(method: str, path: str, response: Any) -> None:
    """Assert that an answer has a status, media type and body that the document promises."""
    operation = _operation(method, path.partition("?")[0])
    if operation is None:
        assert response.status_code in {404, 405}, path
        return
    status, answers = str(response.status_code), operation["responses"]
    promised = answers.get(status) or answers.get(f"{status[0]}XX")
    assert promised is not None, f"{method} {path} answers {status}: {response.content[:300]!r}"
    promised = promised.get("content", {})
    if not promised:
        assert not response.content
        return
    media_type = response["Content-Type"].partition(";")[0]
    assert media_type in promised, media_type
    if not media_type.endswith("json"):
        return
    _validator(promised[media_type]["schema"]).validate(response.json())


def _operation(method: str, path: str) -> dict[str, Any] | None:
    # An address of its own goes before one with a place for anything
    for template, operations in sorted(document()["paths"].items(), key=lambda item: item[0].count("{")):
        wanted, found = template.strip("/").split("/"), path.strip("/").split("/")
        if len(wanted) == len(found) and all(a == b or a.startswith("{") for a, b in zip(wanted, found, strict=True)):
            return operations.get(method.lower())  # type: ignore[no-any-return]
    return None


def _validator(schema: dict[str, Any]) -> Draft202012Validator:
    resource = Resource.opaque(document())
    registry: Registry[Any] = Registry().with_resource("urn:document", resource)
    whole = {"$ref": "urn:document#" + schema["$ref"][1:]} if "$ref" in schema else schema
    return Draft202012Validator(whole, registry=registry)


@pytest.fixture
def erp(qingshan: Tenant) -> ApiClient:
    """A client of Qingshan that may do everything for everybody but administrators' work of others."""
    return make_api_client(qingshan)
