"""What no sensible system sends: NUL, numbers and dates that no column holds, text that is none. Never a 500."""

from base64 import urlsafe_b64encode
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client

from accounts.models import ApiClient, User
from tests.factories.api import Caller, check_against_document
from tests.factories.booking_requests import tomorrow
from tests.factories.fixtures import MakeSeries

MEETINGS = "/api/v1/meetings/"
HUGE = 10**30
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]

ODD_TEXT = ["a\0b", "\\ud800", "\\udfff\\ud800", "\u202e", "\uffff", "9" * 900]
ODD_TIMES = [
    "0001-01-01T00:00:00+14:00",
    "0001-01-01T00:00:00-14:00",
    "9999-12-31T23:59:59-14:00",
    "9999-12-31T23:59:59.999999+00:00",
    "2026-02-30T00:00:00Z",
    "2026-05-15T24:00:00Z",
    "2026-05-15T23:59:60Z",
    "2026-05-15T09:00:00+99:99",
    "2026-05-15T09:00:00-00:00",
    "2026-05-15T09:00:00-16:04",
    "2026-05-15T09:00:00+23:59",
    "２０２６-05-15T09:00:00Z",
    "2026-05-15T09:00:00.1234567890123Z",
]


@pytest.fixture
def caller(erp: ApiClient, chen: User) -> Caller:
    return Caller(erp, act_as="chen")


def send(caller: Caller, method: str, path: str, body: str) -> int:
    """Send ``body`` as it is, and return the status of an answer that the document promises."""
    http = Client(raise_request_exception=True)
    headers = {"Authorization": f"Bearer {caller.token}"}
    response = http.generic(method, path, body.encode(), content_type="application/json", headers=headers)
    check_against_document(method, path, response)
    return int(response.status_code)


@pytest.mark.parametrize("odd", [*ODD_TEXT, *ODD_TIMES, str(HUGE), "-1", "1e400", ""])
@pytest.mark.parametrize("name", ["since", "until", "external_id", "tag", "limit", "cursor"])
def test_odd_query(caller: Caller, name: str, odd: str) -> None:
    assert send(caller, "GET", f"{MEETINGS}?{urlencode({name: odd})}", "") < 500


@pytest.mark.parametrize(
    "query", ["tag=%00", "tag=%ED%A0%80", "tag=%FF", "since=%00", "cursor=%00", "a%00=b", "&&==%"]
)
def test_odd_bytes_in_a_query(caller: Caller, query: str) -> None:
    assert send(caller, "GET", f"{MEETINGS}?{query}", "") < 500


@pytest.mark.parametrize(
    "place", ["0001-01-01T00:00:00+14:00 1", "9999-12-31T23:59:59-14:00 1", f"2026-05-15T09:00:00+00:00 {2**63}"]
)
def test_a_cursor_that_no_link_had(caller: Caller, place: str) -> None:
    cursor = urlsafe_b64encode(place.encode()).decode().rstrip("=")
    assert send(caller, "GET", f"{MEETINGS}?cursor={cursor}", "") == 422


@pytest.mark.parametrize("number", [2**31, 2**63, 2**64, HUGE, 0])
@pytest.mark.parametrize("rest", ["occurrences/{}/", "occurrences/{}/cancel/", ""])
def test_numbers_beyond_any_row(caller: Caller, make_series: MakeSeries, rest: str, number: int) -> None:
    meeting = make_series()
    path = f"{MEETINGS}{meeting.pk}/" + rest.format(number) if rest else f"/api/v1/operations/{number}/"
    method = "POST" if "cancel" in rest else "PATCH" if rest else "GET"
    assert send(caller, method, path, "{}") == 404


@pytest.mark.parametrize("odd", ODD_TIMES)
def test_odd_time_in_a_body(caller: Caller, make_series: MakeSeries, odd: str) -> None:
    meeting = make_series()
    here = f"{MEETINGS}{meeting.pk}/"
    body = f'{{"start_at": "{odd}"}}'
    assert send(caller, "PATCH", here, body) in range(400, 500)
    assert send(caller, "PATCH", f"{here}occurrences/{meeting.occurrences.all()[0].pk}/", body) in range(400, 500)
    weekly = '"recurrence": {"frequency": "WEEKLY", "by_day": ["MO"], "until": "9999-12-31"}'
    for rule in ("", weekly, weekly.replace('"until": "9999-12-31"', '"count": 1000')):
        booking = f'{{"subject": "x", "start_at": "{odd}"{"," if rule else ""}{rule}}}'
        assert send(caller, "POST", MEETINGS, booking) in range(400, 500)


TEXTS = ["subject", "time_zone", "guest_password", "external_id"]


@pytest.mark.parametrize("odd", ODD_TEXT)
@pytest.mark.parametrize(
    "body",
    [
        *(f'{{"subject": "x", "{name}": "ODD"}}' for name in TEXTS),
        '{"subject": "x", "tags": ["ODD"]}',
        '{"subject": "x", "ODD": 1}',
        '{"subject": "x", "invitees": [{"email": "ODD@b.example"}]}',
        '{"subject": "x", "invitees": [{"user_id": "ODD"}]}',
        '{"subject": "x", "invitees": [{"email": "a@b.example", "name": "ODD"}]}',
        '{"subject": "x", "recurrence": {"frequency": "ODD"}}',
        '{"subject": "x", "recurrence": {"frequency": "DAILY", "until": "ODD"}}',
    ],
)
def test_odd_text_in_a_body(caller: Caller, body: str, odd: str) -> None:
    written = body.replace("ODD", odd.replace("\0", "\\u0000"))
    start = f'"start_at": "{tomorrow().isoformat()}", "length_minutes": 1, '  # which no meeting is, so none is booked
    assert send(caller, "POST", MEETINGS, written.replace("{", "{" + start, 1)) in range(400, 500)


@pytest.mark.parametrize(
    "body",
    [
        "[" * 100_000,
        '{"a":' * 5_000 + "1" + "}" * 5_000,
        '{"subject": ' + "[" * 500 + "]" * 500 + "}",
        '{"subject": 1e999, "length_minutes": NaN}',
        '{"length_minutes": 1' + "0" * 5_000 + "}",
        '{"length_minutes": -9223372036854775809, "start_at": 5}',
        '{"recurrence": {"frequency": "DAILY", "count": 1e30, "interval": 99999999999999999999}}',
        '{"recurrence": [], "invitees": {}, "tags": "x"}',
        '{"invitees": [[], null, 1, "x"], "tags": [null, {}, []]}',
        "null",
        "true",
        '"x"',
        "\ufeff{}",
    ],
)
def test_odd_shape_of_a_body(caller: Caller, body: str) -> None:
    for method, path in (("POST", MEETINGS), ("POST", "/api/v1/client-auth/")):
        assert send(caller, method, path, body) in range(400, 500)


@pytest.mark.parametrize("body", [b"\xff\xfe", b"\x00", b'{"subject": "\xed\xa0\x80"}', b"{}" * 2])
def test_body_that_is_no_text(caller: Caller, body: bytes) -> None:
    headers: Any = {"Authorization": f"Bearer {caller.token}"}
    response = Client().post(MEETINGS, body, content_type="application/json", headers=headers)
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")


@pytest.mark.parametrize("key", ["k" * 5_000, "\x7f", "é", ""])
@pytest.mark.parametrize("header", ["Idempotency-Key", "If-Match", "Accept-Language", "Authorization"])
def test_odd_header(erp: ApiClient, chen: User, make_series: MakeSeries, header: str, key: str) -> None:
    caller = Caller(erp, act_as="chen")
    sent = {"Authorization": f"Bearer {caller.token}"} | {header: key}
    path = f"{MEETINGS}{make_series().pk}/"
    response = Client().patch(path, '{"length_minutes": 1}', content_type="application/json", headers=sent)
    assert response.status_code in range(400, 500)
