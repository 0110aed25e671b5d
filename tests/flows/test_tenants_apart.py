"""Whoever belongs to one organisation learns nothing of another one, and changes nothing of it.

Every address of the portal is called with the other one's objects: as a person, as a tenant administrator, and as an
API client. The addresses are those of the URL table, so that a new one has to have an entry here: in ``ASKS``, or, for
a page of the administration's own kind, a row of its model in ``tests.factories.other_tenant``.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote_plus
from uuid import UUID

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import ApiClient, Application, Tenant, User
from tests.factories.api import Caller, make_api_client, soon
from tests.factories.fixtures import MakeMeeting, MakeSeries, signed_in
from tests.factories.other_tenant import GUEST, OWNER, OtherTenant, make_other_tenant, snapshot
from tests.factories.rooms import OWN, know_rooms, know_terminals, make_terminal
from tests.factories.sessions import hold, take_part
from tests.portal.test_api_urls import ADMINISTRATION, BODIES, OPERATIONS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]
WORDS = "Zoe"


class Ask(NamedTuple):
    """One call; ``data`` is a form, below /api/ a JSON body."""

    method: str = "GET"
    query: str = ""
    data: Any = None


# Whoever has a link is that guest, whoever they are, and the meeting service who has an address for its events.
LINKS = {"join:join", "join:me", "join:language", "join:zone", "join:calendar", "vendor-events"}
LINKS |= {"open_link:join", "open_link:me", "open_link:calendar", "meetings:feed"}
# An open page has a ticket, which says nothing but whether it is up to date.
LINKS |= {"control:tick"}
ABSENT: dict[str, Any] = {
    "meeting_id": UUID(int=1),
    "draft_id": UUID(int=1),
    "series_id": UUID(int=1),
    "object_id": "999999999",
    "user_id": "nobody",
    "uidb36": "zzzzzz",
    "key": "nothing",
    "session_uuid": "nothing",
    "participant_id": "nobody",
    **dict.fromkeys(
        [
            "occurrence_id",
            "operation_id",
            "action_id",
            "message_id",
            "client_id",
            "secret_id",
            "tenant_id",
            "delivery_id",
            "session_id",
            "presence_id",
            "recording_id",
            "person_id",
            "template_id",
        ],
        999_999_999,
    ),
}
FORM = {"subject": "Ours", "date": "2030-01-01", "time": "09:00", "length": "60", "time_zone": "Asia/Shanghai"}
INVITING = FORM | {"check": "1", "invitees": f"{OWNER}\nZoe Zebra\n{GUEST}", "author": ""}


def once(*asks: Ask) -> Callable[[OtherTenant], list[Ask]]:
    return lambda _other: list(asks)


def _filtered(other: OtherTenant) -> list[Ask]:
    wanted = ("organiser=z-owner", "external_id=ZEBRA-1", "tag=zebra-line", "conference_id=977777777", "state=booked")
    return [Ask(query=each) for each in wanted]


def _inviting(path: str) -> Callable[[OtherTenant], list[Ask]]:
    guests = [{"user_id": "z-owner"}, {"email": OWNER}, {"email": GUEST, "role": "cohost"}]
    return once(Ask("POST", data=soon() | {"invitees": guests}))


def _autocompleted(_other: OtherTenant) -> list[Ask]:
    fields = (
        (model._meta, each.name)
        for model in admin.site._registry
        for each in model._meta.get_fields()
        if each.many_to_one or each.one_to_one
    )
    return [
        Ask(query=f"app_label={meta.app_label}&model_name={meta.model_name}&field_name={name}&term={term}")
        for meta, name in fields
        for term in ("", WORDS)
    ]


def _mapping(other: OtherTenant) -> list[Ask]:
    return [
        Ask("POST", data={"user_id": "x", "email": OWNER}),
        Ask("POST", data={"user_id": "z-owner", "email": OWNER}),
    ]


# What an address without an object of its own is asked for; those with one are called with each method.
ASKS: dict[str, Callable[[OtherTenant], list[Ask]]] = {
    "/healthz": once(Ask()),
    "brand_logo": once(Ask()),
    "brand_stylesheet": once(Ask()),
    "/metrics": once(Ask()),
    "/account/email/": once(Ask(), Ask("POST", data={"email": OWNER})),
    "/^account/confirm-email/": once(Ask()),
    "/^admin/r/": once(Ask()),
    "account_login": once(Ask("POST", data={"login": OWNER, "password": "wrong"})),
    "account_logout": once(Ask()),
    "account_inactive": once(Ask()),
    "account_signup": once(Ask(), Ask("POST", data={"email": OWNER})),
    "account_reauthenticate": once(Ask()),
    "account_email": once(Ask()),
    "account_email_verification_sent": once(Ask()),
    "account_change_password": once(Ask()),
    "account_set_password": once(Ask()),
    "account_reset_password": once(Ask(), Ask("POST", data={"email": OWNER})),
    "account_confirm_login_code": once(Ask()),
    "account_reset_password_from_key_done": once(Ask()),
    "account_reset_password_done": once(Ask()),
    "accounts:settings": once(Ask(), Ask("POST", data={"name": "Zoe"})),
    "accounts:set_language": once(Ask("POST", data={"language": "en"})),
    "accounts:set_theme": once(Ask("POST", data={"theme": "dark"})),
    "accounts:time_zones": once(Ask(query="q=zebra")),
    "admin:index": once(Ask()),
    "admin:login": once(Ask("POST", data={"username": OWNER, "password": "wrong"})),
    "admin:logout": once(Ask()),
    "admin:password_change": once(Ask()),
    "admin:password_change_done": once(Ask()),
    "admin:autocomplete": _autocompleted,
    "admin:jsi18n": once(Ask()),
    "admin:app_list": once(Ask()),
    "/admin/(?P<url>.*)$": once(Ask()),
    "admin:accounts_identity_import": lambda other: [
        Ask(),
        Ask(query=f"tenant={other.tenant.pk}"),
        Ask("POST", data={"tenant": other.tenant.pk}),
    ],
    "admin:accounts_identity_export": lambda other: [Ask(), Ask(query=f"tenant={other.tenant.pk}&q={WORDS}")],
    "admin:accounts_tenant_setups": once(Ask()),
    "admin:accounts_tenant_connect": once(Ask(), Ask("POST", data={"name": "Zebra Works"})),
    "openapi": once(Ask()),
    "api-docs": once(Ask()),
    "api-nothing": once(Ask()),
    "api-token": once(Ask("POST", data={"grant_type": "client_credentials", "act_as": "z-owner"})),
    "api-client-auth": once(Ask("POST", data={}), Ask("POST", data={"user_id": "z-owner"})),
    "api-meetings": lambda other: [
        *_filtered(other),
        Ask("POST", data=soon() | {"invitees": [{"user_id": "z-owner"}]}),
    ],
    "api-preview": _inviting("preview"),
    "api-instant": once(Ask("POST", data={"invitees": [{"user_id": "z-owner"}, {"email": OWNER}, {"email": GUEST}]})),
    "api-free-busy": once(
        Ask(query="user_id=z-owner&user_id=z-guest&since=2020-01-01T00:00:00Z&until=2020-02-01T00:00:00Z")
    ),
    "api-identities": lambda other: [
        *(Ask(query=each) for each in ("", f"q={WORDS}", f"q={OWNER}", "user_id=z-owner")),
        *_mapping(other),
    ],
    "api-bulk-identities": lambda other: [Ask("POST", data={"identities": [each.data]}) for each in _mapping(other)],
    "api-history": lambda other: [
        *(Ask(query=each) for each in ("", "host=z-owner", "attendee=z-owner", "conference_id=977777777")),
        Ask(query="external_id=ZEBRA-1"),
    ],
    "api-insights": once(Ask(), Ask(query="whose=mine")),
    "api-rooms": once(Ask(), Ask(query="kind=cloud")),
    "meetings:home": once(Ask()),
    "meetings:coming": once(Ask(), Ask(query="page=2")),
    "meetings:calendar": once(*(Ask(query=f"view={each}") for each in ("day", "week", "month", "list"))),
    **{
        f"history:past{file}": once(
            *(Ask(query=each) for each in ("", "everybody=1", "q=zebra", "tag=zebra-line")),
            *(Ask(query=f"{each}={WORDS}") for each in ("with", "host")),
        )
        for file in ("", "_csv", "_xlsx")
    },
    **{
        f"history:search{file}": once(*(Ask(query=each) for each in ("q=zebra", "q=977777777", f"q={WORDS}")))
        for file in ("", "_csv", "_ics")
    },
    "history:own_data": once(Ask()),
    "insights:insights": once(*(Ask(query=each) for each in ("", "days=365", "whose=all&heat=rooms", "whose=mine"))),
    **{
        f"insights:{name}_{kind}": once(Ask(query="whose=all"))
        for name in ("days", "hours", "hosts", "series")
        for kind in ("csv", "xlsx")
    },
    "meetings:book": once(Ask(), Ask("POST", data=INVITING)),
    "join_by_id:join": once(
        Ask(query="id=977777777"), Ask("POST", data={"conference_id": "977777777", "name": "Zoe"})
    ),
    "meetings:rooms": once(Ask(), Ask(query="day=2026-05-15")),
    "meetings:subscription": once(Ask(), Ask("POST", data={"feed": "on"})),
    "meetings:templates": once(Ask()),
    "meetings:start_now": once(Ask()),
    "meetings:address_book": once(Ask(query="q=Z")),  # too short to ask the meeting service
    "meetings:people": once(*(Ask(query=f"q={each}") for each in (WORDS, "zebra", OWNER, "gz"))),
}  # fmt: skip


# Addresses with a part that names no object.
_ANY_TEXT = {"admin:app_list": "/admin/accounts/", "/admin/(?P<url>.*)$": "/admin/nothing/"}


def _patterns(found: list[Any], route: str = "/", namespace: str = "") -> Iterator[tuple[str, str, URLPattern]]:
    """Yield each address' key, which is its name or else its route, and its pattern."""
    for each in found:
        here = route + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _patterns(each.url_patterns, here, inner)
        else:
            yield f"{namespace}{each.name}" if each.name else here, here, each


ADDRESSES = {
    key: (route, pattern) for key, route, pattern in _patterns(get_resolver().url_patterns) if "/dev/" not in route
}
_OF_THE_ADMINISTRATION = re.compile(r"/admin/(\w+)/(\w+)/(?:add/|<path:object_id>/(?:(?:history|delete|change)/)?)?")


def _model_of(route: str) -> Any:
    """Return the model whose page it is, of the kind that Django's administration has for each; None for others."""
    found = _OF_THE_ADMINISTRATION.fullmatch(route)
    models = {model._meta.label_lower: model for model in admin.site._registry}
    return models.get(f"{found[1]}.{found[2]}") if found else None


def test_every_address_has_an_entry() -> None:
    there = {key for key, (route, pattern) in ADDRESSES.items() if not _model_of(route) and not _names_of(pattern)}
    assert set(ASKS) == there


def _names_of(pattern: URLPattern) -> list[str]:
    """Return the names of the objects in an address."""
    regex = re.findall(r"\?P<(\w+)>", str(pattern.pattern))
    return [name for name in (*pattern.pattern.converters, *regex) if name not in {"url", "app_label"}]


def _calls(key: str, other: OtherTenant, own: dict[str, Any]) -> Iterator[tuple[str, str, Ask]]:
    """Yield the address with the other one's objects, the same with none, "" where it has none, and what to ask."""
    route, pattern = ADDRESSES[key]
    names = _names_of(pattern)
    if model := _model_of(route):
        yield from _administration(route, model, other)
    elif key == "admin:view_on_site":
        for row in other.rows.values():
            kind = ContentType.objects.get_for_model(row).pk
            yield f"/admin/r/{kind}/{row.pk}/", f"/admin/r/{kind}/999999999/", Ask()
    elif not names:
        for ask in ASKS[key](other):
            yield _path(key, route, {}), "", ask
    else:
        theirs = {name: other.ids.get(name, ABSENT[name]) for name in names}
        mixed = {name: own[name] if name in own else theirs[name] for name in names[:-1]} | {
            names[-1]: theirs[names[-1]]
        }
        for ids in (theirs, mixed) if len(names) > 1 else (theirs,):
            absent = (ids if ids is not theirs else ABSENT) | {names[-1]: ABSENT[names[-1]]}
            for ask in _methods(key):
                yield _path(key, route, ids), _path(key, route, {name: absent[name] for name in names}), ask


def _path(key: str, route: str, ids: dict[str, Any]) -> str:
    if key in _ANY_TEXT:
        return _ANY_TEXT[key]
    if not key.startswith("/"):
        return reverse(key, kwargs=ids)
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(ids[found[1]]), route.replace("^", ""))


def _methods(key: str) -> list[Ask]:
    mine = [name for name in OPERATIONS if name.split()[1] == key]
    if not mine:
        every = {"all": "1", "unlink": "1", "switch": "off", "do": "stop"}
        return [Ask(), Ask("POST", data={}), Ask("POST", data=every)]
    return [Ask(name.split()[0], data=BODIES[name]()) for name in mine]


def _administration(route: str, model: Any, other: OtherTenant) -> Iterator[tuple[str, str, Ask]]:
    row = other.rows[model._meta.label_lower]
    owner = other.rows["accounts.user"].pk
    values = {
        "tenant": other.tenant.pk, "person": owner, "application": other.tenant.application_id, "name": "Ours",
        "email": "new@zebra.example", "third_party_user_id": "new", "role": "person", "is_active": "on",
        "language": "en", "time_zone": "Asia/Shanghai", "calls_per_minute": 600, "scopes": ["meetings:read"],
        "app_id": "x", "app_key": "x", "kind": "sp", "site": "cn-north-4", "corp_id": "x",
    }  # fmt: skip
    if "<path:object_id>" in route:
        path, absent = (route.replace("<path:object_id>", str(pk)) for pk in (row.pk, 999_999_999))
        for ask in (
            Ask(),
            Ask("POST", data=values),
            Ask("POST", data={"unlink": "1", "switch": "off", "post": "yes"}),
        ):
            yield path, absent, ask
    elif route.endswith("add/"):
        yield route, "", Ask(query=f"tenant={other.tenant.pk}&person={owner}")
        yield route, "", Ask("POST", data=values)
    else:
        named = f"tenant__id__exact={other.tenant.pk}"
        for query in ("", f"q={WORDS}", named, f"state=all&chosen={row.pk}", "state=all&q=zebra"):
            yield route, "", Ask(query=query)
        own = admin.site._registry[model].actions or ()
        for action in (*(str(each) for each in own), "test", "refresh", "disable", "enable", "delete_selected"):
            sent = {
                "action": action,
                "_selected_action": [row.pk],
                "identity": [row.pk],
                "confirmed": "yes",
                "post": "yes",
            }
            yield route, "", Ask("POST", data=sent)


def _told(response: Any, other: OtherTenant, ask: Ask, path: str) -> list[str]:
    """Return what an answer tells of the other organisation that the call itself did not say."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = (body.decode(errors="replace") + str(dict(response.headers))).lower()
    said = unquote_plus(f"{path}?{ask.query}{json.dumps(ask.data, default=str)}").lower()
    return [word for word in other.hidden if _is_in(word.lower(), text) and word.lower() not in said]


def _is_in(word: str, text: str) -> bool:
    """Return whether a word is in a text; a number is not the middle of somebody's random hexadecimal digits."""
    if not word.isdigit():
        return word in text
    return re.search(rf"(?<![0-9a-f]){word}(?![0-9a-f])", text) is not None


def _shape(response: Any, path: str, other_path: str) -> tuple[int, str, str]:
    """Return status, address and body of an answer without what differs by itself."""
    body = b"" if response.streaming else response.content
    text = re.sub(r'(csrfmiddlewaretoken"? value=|nonce=|name="reference" value=)"[^"]*"', "", body.decode())
    location = response.get("Location", "")
    pairs = zip(path.split("/"), other_path.split("/"), strict=True)
    different = {each for pair in pairs if pair[0] != pair[1] for each in pair}
    if different:
        ids = re.compile("|".join(rf"\b{re.escape(each)}\b" for each in sorted(different, key=len, reverse=True)))
        text, location = ids.sub("ID", text), ids.sub("ID", location)
    return response.status_code, location, text


@pytest.fixture
def other(qingshan: Tenant, make_series: MakeSeries) -> OtherTenant:
    """Another organisation, which the same service provider's application serves."""
    Application.objects.update(kind=Application.Kind.SP)
    Tenant.objects.update(corp_id="corp-qingshan")
    return make_other_tenant(qingshan.application, make_series)


@pytest.fixture
def own(make_meeting: MakeMeeting, erp: ApiClient, chen: User) -> dict[str, Any]:
    """Objects of the caller's own organisation, for addresses with two; what is known of rooms needs no call."""
    know_rooms(chen, [OWN])
    know_terminals(chen, [make_terminal()])
    meeting = make_meeting()
    session = hold(meeting.tenant, meeting)
    take_part(session, chen, (0, 9))
    return {
        "meeting_id": meeting.pk,
        "client_id": erp.pk,
        "session_id": session.pk,
        "session_uuid": session.vendor_conference_uuid,
        "participant_id": "somebody",
    }


Call = Callable[[str, str, Ask], Any]


def _is_as_absent(response: Any, call: Call, key: str, paths: tuple[str, str], ask: Ask) -> bool:
    """Return whether the answer is that of the second path; where a page tells the time, it may take a second try."""
    if _shape(response, *paths) == _shape(call(key, paths[1], ask), *paths):
        return True
    again, absent = (_shape(call(key, path, ask), *paths) for path in paths)
    return again == absent


def _walk(other: OtherTenant, own: dict[str, Any], call: Call, keys: list[str]) -> None:
    """Make all calls; every fault is named."""
    before = snapshot(other.tenant)
    faults = []
    for key in keys:
        for path, absent, ask in _calls(key, other, own):
            response = call(key, path, ask)
            where = f"{ask.method} {path}?{ask.query}"
            faults += [f"{where} tells {word}" for word in _told(response, other, ask, path)]
            if absent and not _is_as_absent(response, call, key, (path, absent), ask):
                faults.append(f"{where}: {response.status_code}, which is not what is said of nothing")
            if response.status_code >= 500:
                faults.append(f"{where}: {response.status_code}")
    assert not faults, "\n".join(faults)
    assert snapshot(other.tenant) == before


@pytest.mark.parametrize("role", User.Role.values[:2])
def test_in_the_browser(role: str, other: OtherTenant, own: dict[str, Any], chen: User) -> None:
    User.objects.filter(pk=chen.pk).update(role=role)
    session = signed_in(User.objects.get(pk=chen.pk)).cookies["sessionid"].value

    def call(key: str, path: str, ask: Ask) -> Any:
        browser = Client(raise_request_exception=False)  # a new one each time, for a message waits for the next page
        browser.cookies["sessionid"] = session
        address = f"{path}?{ask.query}" if ask.query else path
        if ask.method == "GET":
            return browser.get(address)
        if key.startswith("api-") and key != "api-token":
            return browser.generic(ask.method, address, json.dumps(ask.data), content_type="application/json")
        return browser.post(address, ask.data)

    _walk(other, own, call, [key for key in ADDRESSES if key not in LINKS])


@pytest.mark.parametrize("act_as", ["chen", ""])
def test_over_the_api(act_as: str, other: OtherTenant, own: dict[str, Any], qingshan: Tenant, chen: User) -> None:
    caller = Caller(
        make_api_client(qingshan, name="Walk", secret="walk", calls_per_minute=60_000), act_as=act_as, secret="walk"
    )

    def call(_key: str, path: str, ask: Ask) -> Any:
        return caller.call(ask.method, f"{path}?{ask.query}" if ask.query else path, ask.data)

    names = {name.split()[1] for name in OPERATIONS if (name in ADMINISTRATION) == (not act_as)}
    _walk(other, own, call, sorted(names))
