"""Who may call what: every operation below /api/v1/, walked through with each kind of caller.

A new operation has to have an entry in ``BODIES``: what a call that is right sends.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from rest_framework.views import APIView

from accounts.models import ApiClient, Identity, Tenant, User
from accounts.models.api_client import Scope
from control.api import live_actions
from meetings.models import Meeting
from portal.api_urls import urlpatterns
from tests.factories.api import Caller, book_series, make_api_client, soon
from tests.factories.booking_requests import tomorrow
from tests.factories.control import make_action
from tests.factories.fixtures import MakeMeeting, signed_in
from tests.factories.recordings import record_at_vendor
from tests.factories.vendor import Vendor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]

# What everybody may read, or has another way of asking who calls.
OPEN = {"openapi", "api-docs", "api-token", "api-nothing"}
PEOPLE = {Scope.PEOPLE_READ, Scope.PEOPLE_MAP}


def _span() -> str:
    return urlencode({"user_id": "chen", "since": tomorrow(0).isoformat(), "until": tomorrow().isoformat()})


NEW = {"user_id": "new", "email": "new@qingshan.example", "name": "New"}
BODIES: dict[str, Callable[[], Any]] = {
    "POST api-client-auth": dict,
    "GET api-meetings": lambda: None,
    "POST api-meetings": soon,
    "POST api-instant": dict,
    "GET api-meeting": lambda: None,
    "PATCH api-meeting": lambda: {"subject": "Budget"},
    "POST api-cancel": dict,
    "PATCH api-occurrence": lambda: {"length_minutes": 30},
    "POST api-cancel-occurrence": dict,
    "GET api-operation": lambda: None,
    "POST api-call": lambda: {"callees": [{"number": "0255", "kind": "terminal"}]},
    "POST api-end": dict,
    "GET api-live": lambda: None,
    "GET api-live-events": lambda: None,
    "GET api-live-layouts": lambda: None,
    "POST api-live-lock": dict,
    "GET api-action": lambda: None,
    "POST api-preview": soon,
    "POST api-launch": lambda: {"platform": "windows", "action": "join"},
    "GET api-invitees": lambda: None,
    "GET api-calendar-file": lambda: None,
    "GET api-free-busy": lambda: None,
    "GET api-rooms": lambda: None,
    "GET api-sessions": lambda: None,
    "GET api-history": lambda: None,
    "GET api-session": lambda: None,
    "GET api-attendance": lambda: None,
    "GET api-recordings": lambda: None,
    "POST api-recording-links": dict,
    "GET api-insights": lambda: None,
    "GET api-identities": lambda: None,
    "POST api-identities": lambda: NEW,
    "POST api-bulk-identities": lambda: {"identities": [NEW]},
    "GET api-identity": lambda: None,
    "PATCH api-identity": lambda: {"is_disabled": True},
    "DELETE api-identity": lambda: None,
    "POST api-verify-identity": dict,
}
QUERIES: dict[str, Callable[[], str]] = {"GET api-free-busy": _span}
# What needs a meeting that runs.
OF_RUNNING = {"POST api-call", "POST api-end", "POST api-live-lock"}
# All actions on a running meeting are one view, and rows of one table: one of them stands for all.
OF_THE_TABLE = {f"api-live-{name}" for name, _view in live_actions.list_views()} - {"api-live-lock"}
# Values that nothing has.
ABSENT: dict[str, Any] = {
    "meeting_id": UUID(int=1),
    "occurrence_id": 2**62,
    "operation_id": 2**62,
    "action_id": 2**62,
    "user_id": "nobody",
    "session_uuid": "nothing",
    "recording_id": 2**62,
}


def _patterns(found: list[Any]) -> Iterator[URLPattern]:
    for each in found:
        if isinstance(each, URLResolver):
            yield from _patterns(each.url_patterns)
        else:
            yield each


def _views() -> Iterator[tuple[URLPattern, type[APIView]]]:
    for pattern in _patterns(urlpatterns):
        if pattern.name not in OPEN | OF_THE_TABLE:
            yield pattern, pattern.callback.view_class  # type: ignore[attr-defined]


def _methods(view: type[APIView]) -> set[str]:
    return {name.upper() for name in view.http_method_names if hasattr(view, name)} - {"OPTIONS", "HEAD"}


OPERATIONS = {
    f"{method} {pattern.name}": (method, pattern, view) for pattern, view in _views() for method in _methods(view)
}
ABOUT_AN_OBJECT = sorted(name for name, (_, pattern, _view) in OPERATIONS.items() if pattern.pattern.converters)
# What a client does for itself, and a person as an administrator.
ADMINISTRATION = {
    name
    for name, (method, _, view) in OPERATIONS.items()
    if view.required_scopes.get(method) in PEOPLE  # type: ignore[attr-defined]
}
every_operation = pytest.mark.parametrize("name", sorted(OPERATIONS))
about_an_object = pytest.mark.parametrize("name", ABOUT_AN_OBJECT)


def call(caller: Caller, name: str, ids: dict[str, Any]) -> Any:
    return caller.call(OPERATIONS[name][0], path_of(name, ids), BODIES[name]())


def path_of(name: str, ids: dict[str, Any]) -> str:
    pattern = OPERATIONS[name][1]
    path = reverse(str(pattern.name), kwargs={key: ids[key] for key in pattern.pattern.converters})
    return f"{path}?{QUERIES[name]()}" if name in QUERIES else path


def begin(name: str, ids: dict[str, Any], vendor: Vendor) -> None:
    """Let somebody in where the operation needs a meeting that runs."""
    if name in OF_RUNNING:
        vendor.enter(Meeting.objects.get(pk=ids["meeting_id"]))


def acted_for(name: str) -> str:
    return "" if name in ADMINISTRATION else "chen"


def scope_of(name: str) -> str:
    method, _pattern, view = OPERATIONS[name]
    return str(view.required_scopes[method])  # type: ignore[attr-defined]


@pytest.fixture
def chens_series(
    vendor: Vendor, erp: ApiClient, chen: User, make_meeting: MakeMeeting, request: pytest.FixtureRequest
) -> dict[str, Any]:
    name = request.node.callspec.params["name"]
    if "session_uuid" in OPERATIONS[name][1].pattern.converters:
        recording = record_at_vendor(vendor, chen, make_meeting)
        return {"session_uuid": recording.vendor_conference_uuid, "recording_id": recording.pk}
    ids = book_series(Caller(erp, act_as="chen"))
    action = make_action(Meeting.objects.get(pk=ids["meeting_id"]))
    return ids | {"user_id": "li", "action_id": action.pk}


def test_every_operation_is_walked() -> None:
    assert set(BODIES) == set(OPERATIONS)
    assert {key for _, pattern, _view in OPERATIONS.values() for key in pattern.pattern.converters} == set(ABSENT)


@pytest.mark.parametrize(("pattern", "view"), list(_views()), ids=str)
def test_every_method_has_its_scope(pattern: URLPattern, view: type[APIView]) -> None:
    assert set(view.required_scopes) == _methods(view)  # type: ignore[attr-defined]
    assert set(view.required_scopes.values()) <= set(Scope)  # type: ignore[attr-defined]


@every_operation
def test_allowed_with_the_scope_alone_for_the_person(
    name: str, chens_series: dict[str, Any], erp: ApiClient, vendor: Vendor
) -> None:
    caller = Caller(erp, act_as=acted_for(name), scope=scope_of(name))
    begin(name, chens_series, vendor)
    assert call(caller, name, chens_series).status_code in range(200, 300)


@every_operation
def test_refused_without_the_scope(name: str, qingshan: Tenant, chen: User) -> None:
    others = [scope for scope in Scope.values if scope != scope_of(name)]
    response = call(Caller(make_api_client(qingshan, scopes=others), act_as=acted_for(name)), name, ABSENT)
    assert (response.status_code, response.json()["code"]) == (403, "scope_missing")


@every_operation
def test_refused_without_a_token(name: str, client: Client, db: None) -> None:
    method, path = OPERATIONS[name][0], path_of(name, ABSENT)
    for headers in ({}, {"Authorization": "Bearer nothing"}):
        response = client.generic(method, path, "{}", content_type="application/json", headers=headers)
        assert (response.status_code, response["WWW-Authenticate"].partition(" ")[0]) == (401, "Bearer")


@every_operation
def test_refused_for_nobody_or_for_a_person_where_that_is_wrong(name: str, erp: ApiClient, chen: User) -> None:
    wrong = "chen" if name in ADMINISTRATION else ""
    response = call(Caller(erp, act_as=wrong), name, ABSENT)
    assert (response.status_code, wrong or response.json()["code"]) == (403, wrong or "act_as_missing")


@every_operation
def test_refused_in_a_browser_that_does_not_mean_it(name: str, chen: User, zhao: User) -> None:
    method, path = OPERATIONS[name][0], path_of(name, ABSENT)
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(zhao if name in ADMINISTRATION else chen)
    response = browser.generic(method, path, "{}", content_type="application/json")
    assert (response.status_code == 403) == (method != "GET")


@pytest.mark.parametrize(
    ("name", "whose"),
    [(name, "stranger") for name in ABOUT_AN_OBJECT]
    + [(name, "colleague") for name in ABOUT_AN_OBJECT if name not in ADMINISTRATION],
)
def test_who_has_no_part_in_it_is_answered_as_if_it_were_not_there(
    name: str, whose: str, chens_series: dict[str, Any], erp: ApiClient, stranger: User
) -> None:
    caller = Caller(erp, act_as="li")
    if whose == "stranger":
        assert stranger.tenant is not None
        Identity.objects.create(tenant=stranger.tenant, person=stranger, third_party_user_id="stranger")
        caller = Caller(
            make_api_client(stranger.tenant, secret="another"), act_as=acted_for(name) and "stranger", secret="another"
        )
    there, absent = call(caller, name, chens_series), call(caller, name, ABSENT)
    assert (there.status_code, there.json()) == (404, absent.json())


@about_an_object
def test_a_persons_own_browser_reaches_what_the_person_does(
    name: str, chens_series: dict[str, Any], chen: User, li: User, zhao: User, vendor: Vendor
) -> None:
    begin(name, chens_series, vendor)
    method, path = OPERATIONS[name][0], path_of(name, chens_series)
    body = "" if method == "GET" else json.dumps(BODIES[name]())
    refused, allowed = (chen, zhao) if name in ADMINISTRATION else (li, chen)
    answers = [
        signed_in(who).generic(method, path, body, content_type="application/json").status_code
        for who in (refused, allowed)
    ]
    assert (answers[0], answers[1] in range(200, 300)) == (403 if name in ADMINISTRATION else 404, True)
