"""Who may call what: every operation below /api/v1/, walked through with each kind of caller.

A new operation has to have an entry in ``BODIES``: what a call that is right sends.
"""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from rest_framework.views import APIView

from accounts.models import ApiClient, Identity, Tenant, User
from accounts.models.api_client import Scope
from portal.api_urls import urlpatterns
from tests.factories.api import Caller, make_api_client
from tests.factories.booking_requests import tomorrow
from tests.factories.fixtures import signed_in
from tests.factories.vendor import Vendor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]

# What everybody may read, or has another way of asking who calls.
OPEN = {"openapi", "api-docs", "api-token"}


def _booking() -> dict[str, Any]:
    """A meeting that has yet to begin, and that guests may enter."""
    return {"subject": "Roadmap", "start_at": (tomorrow(0) + timedelta(minutes=9)).isoformat()}


def _span() -> str:
    return urlencode({"user_id": "chen", "since": tomorrow(0).isoformat(), "until": tomorrow().isoformat()})


BODIES: dict[str, Callable[[], Any]] = {
    "POST api-client-auth": dict,
    "GET api-meetings": lambda: None,
    "POST api-meetings": _booking,
    "GET api-meeting": lambda: None,
    "PATCH api-meeting": lambda: {"subject": "Budget"},
    "POST api-cancel": dict,
    "PATCH api-occurrence": lambda: {"length_minutes": 30},
    "POST api-cancel-occurrence": dict,
    "GET api-operation": lambda: None,
    "POST api-preview": _booking,
    "POST api-launch": lambda: {"platform": "windows", "action": "join"},
    "GET api-invitees": lambda: None,
    "GET api-calendar-file": lambda: None,
    "GET api-free-busy": lambda: None,
}
QUERIES: dict[str, Callable[[], str]] = {"GET api-free-busy": _span}
# Values that nothing has.
ABSENT: dict[str, Any] = {"meeting_id": UUID(int=1), "occurrence_id": 2**62, "operation_id": 2**62}


def _patterns(found: list[Any]) -> Iterator[URLPattern]:
    for each in found:
        if isinstance(each, URLResolver):
            yield from _patterns(each.url_patterns)
        else:
            yield each


def _views() -> Iterator[tuple[URLPattern, type[APIView]]]:
    for pattern in _patterns(urlpatterns):
        if pattern.name not in OPEN:
            yield pattern, pattern.callback.view_class  # type: ignore[attr-defined]


def _methods(view: type[APIView]) -> set[str]:
    return {name.upper() for name in view.http_method_names if hasattr(view, name)} - {"OPTIONS", "HEAD"}


OPERATIONS = {
    f"{method} {pattern.name}": (method, pattern, view) for pattern, view in _views() for method in _methods(view)
}
ABOUT_AN_OBJECT = sorted(name for name, (_, pattern, _view) in OPERATIONS.items() if pattern.pattern.converters)
every_operation = pytest.mark.parametrize("name", sorted(OPERATIONS))
about_an_object = pytest.mark.parametrize("name", ABOUT_AN_OBJECT)


def call(caller: Caller, name: str, ids: dict[str, Any]) -> Any:
    return caller.call(OPERATIONS[name][0], path_of(name, ids), BODIES[name]())


def path_of(name: str, ids: dict[str, Any]) -> str:
    pattern = OPERATIONS[name][1]
    path = reverse(str(pattern.name), kwargs={key: ids[key] for key in pattern.pattern.converters})
    return f"{path}?{QUERIES[name]()}" if name in QUERIES else path


def scope_of(name: str) -> str:
    method, _pattern, view = OPERATIONS[name]
    return str(view.required_scopes[method])  # type: ignore[attr-defined]


def book_series(caller: Caller) -> dict[str, Any]:
    """Return the ids of a series that was booked over the API, one of each kind that an address has."""
    rule = {"frequency": "DAILY", "count": 2}
    booked = caller.post("/api/v1/meetings/", _booking() | {"recurrence": rule}).json()
    return {
        "meeting_id": UUID(booked["id"]),
        "occurrence_id": booked["occurrences"][0]["id"],
        "operation_id": booked["operation"]["id"],
    }


@pytest.fixture
def chens_series(vendor: Vendor, erp: ApiClient) -> dict[str, Any]:
    return book_series(Caller(erp, act_as="chen"))


def test_every_operation_is_walked() -> None:
    assert set(BODIES) == set(OPERATIONS)
    assert {key for _, pattern, _view in OPERATIONS.values() for key in pattern.pattern.converters} == set(ABSENT)


@pytest.mark.parametrize(("pattern", "view"), list(_views()), ids=str)
def test_every_method_has_its_scope(pattern: URLPattern, view: type[APIView]) -> None:
    assert set(view.required_scopes) == _methods(view)  # type: ignore[attr-defined]
    assert set(view.required_scopes.values()) <= set(Scope)  # type: ignore[attr-defined]


@every_operation
def test_allowed_with_the_scope_alone_for_the_person(name: str, chens_series: dict[str, Any], erp: ApiClient) -> None:
    assert call(Caller(erp, act_as="chen", scope=scope_of(name)), name, chens_series).status_code in range(200, 300)


@every_operation
def test_refused_without_the_scope(name: str, qingshan: Tenant, chen: User) -> None:
    others = [scope for scope in Scope.values if scope != scope_of(name)]
    response = call(Caller(make_api_client(qingshan, scopes=others), act_as="chen"), name, ABSENT)
    assert (response.status_code, response.json()["code"]) == (403, "scope_missing")


@every_operation
def test_refused_without_a_token(name: str, client: Client, db: None) -> None:
    method, path = OPERATIONS[name][0], path_of(name, ABSENT)
    for headers in ({}, {"Authorization": "Bearer nothing"}):
        response = client.generic(method, path, "{}", content_type="application/json", headers=headers)
        assert (response.status_code, response["WWW-Authenticate"].partition(" ")[0]) == (401, "Bearer")


@every_operation
def test_refused_for_nobody(name: str, erp: ApiClient) -> None:
    response = call(Caller(erp), name, ABSENT)
    assert (response.status_code, response.json()["code"]) == (403, "act_as_missing")


@every_operation
def test_refused_in_a_browser_that_does_not_mean_it(name: str, chen: User) -> None:
    method, path = OPERATIONS[name][0], path_of(name, ABSENT)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(chen)
    response = browser.generic(method, path, "{}", content_type="application/json")
    assert (response.status_code == 403) == (method != "GET")


@about_an_object
@pytest.mark.parametrize("whose", ["colleague", "stranger"])
def test_who_has_no_part_in_it_is_answered_as_if_it_were_not_there(
    name: str, whose: str, chens_series: dict[str, Any], erp: ApiClient, stranger: User
) -> None:
    caller = Caller(erp, act_as="li")
    if whose == "stranger":
        assert stranger.tenant is not None
        Identity.objects.create(tenant=stranger.tenant, person=stranger, third_party_user_id="stranger")
        caller = Caller(make_api_client(stranger.tenant, secret="another"), act_as="stranger", secret="another")
    there, absent = call(caller, name, chens_series), call(caller, name, ABSENT)
    assert (there.status_code, there.json()) == (404, absent.json())


@about_an_object
def test_a_persons_own_browser_reaches_what_the_person_does(
    name: str, chens_series: dict[str, Any], chen: User, li: User
) -> None:
    method, path = OPERATIONS[name][0], path_of(name, chens_series)
    body = "" if method == "GET" else json.dumps(BODIES[name]())
    answers = [
        signed_in(who).generic(method, path, body, content_type="application/json").status_code for who in (li, chen)
    ]
    assert (answers[0], answers[1] in range(200, 300)) == (404, True)
