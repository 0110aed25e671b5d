"""One Idempotency-Key belongs to one operation, whichever app does it and wherever that keeps its rows."""

from typing import Any

import pytest

from accounts.models import ApiClient, User
from control.models import ControlAction
from meetings.models import Meeting, VendorWrite
from tests.factories.api import Caller
from tests.factories.booking_requests import tomorrow
from tests.factories.vendor import Vendor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]
BOOK = {"subject": "Roadmap", "start_at": tomorrow().isoformat(), "length_minutes": 45}
CALLEES = {"callees": [{"number": "0255", "kind": "terminal", "name": "Hall 1"}]}
LAUNCH = {"platform": "windows", "action": "join"}
SERIES = {"recurrence": {"frequency": "WEEKLY", "by_day": ["TU", "FR"], "count": 4}}
# Not alone: what comes after an end or a cancellation would be refused for that.
OPERATIONS = ("book", "start", "edit", "call", "occurrence", "preview", "launch", "sign", "end", "cancel")


class System:
    """A business system with a running meeting, a series, and one way to call each operation."""

    def __init__(self, caller: Caller, running: Meeting) -> None:
        self._caller, self._running = caller, f"/api/v1/meetings/{running.pk}/"
        self._series = caller.post("/api/v1/meetings/", BOOK | SERIES).json()

    def call(self, operation: str, key: str) -> Any:
        """Return the answer to it."""
        series = f"/api/v1/meetings/{self._series['id']}/"
        method, path, body = {
            "book": ("post", "/api/v1/meetings/", BOOK),
            "start": ("post", "/api/v1/meetings/instant/", {}),
            "edit": ("patch", series, {"subject": "Other"}),
            "call": ("post", f"{self._running}call/", CALLEES),
            "occurrence": ("post", f"{series}occurrences/{self._series['occurrences'][1]['id']}/cancel/", {}),
            "preview": ("post", "/api/v1/meetings/preview/", BOOK),
            "launch": ("post", f"{self._running}launch/", LAUNCH),
            "sign": ("post", "/api/v1/client-auth/", {}),
            "end": ("post", f"{self._running}end/", {}),
            "cancel": ("post", f"{series}cancel/", {}),
        }[operation]
        return getattr(self._caller, method)(path, body, Idempotency_Key=key)


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Meeting, VendorWrite, ControlAction))


@pytest.mark.parametrize("first", OPERATIONS)
def test_a_key_that_was_used_is_refused_for_everything_else(
    vendor: Vendor, erp: ApiClient, running: Meeting, first: str
) -> None:
    system = System(Caller(erp, act_as="chen"), running)
    answer = system.call(first, "k")
    assert answer.status_code in {200, 201, 202}, answer.content
    before = rows()
    others = [each for each in OPERATIONS if each != first]
    found = {each: system.call(each, "k") for each in others}
    assert {each: (answer.status_code, answer.json()["code"]) for each, answer in found.items()} == dict.fromkeys(
        others, (422, "idempotency_key_used")
    )
    assert rows() == before
    again = system.call(first, "k")
    assert (again.status_code, again.json().get("id")) == (answer.status_code, answer.json().get("id"))
    assert rows() == before


def test_an_administrators_key_is_for_people_or_for_meetings(
    vendor: Vendor, erp: ApiClient, zhao_linked: User
) -> None:
    caller, identities = Caller(erp, act_as="zhao"), "/api/v1/identities/"
    sun = {"user_id": "sun", "email": "sun.hao@qingshan.example", "name": "Sun Hao"}
    for key, first, second in (("k", identities, "/api/v1/meetings/"), ("l", "/api/v1/meetings/", identities)):
        body = {identities: sun, "/api/v1/meetings/": BOOK}
        assert caller.post(first, body[first], Idempotency_Key=key).status_code in {200, 201}
        answer = caller.post(second, body[second], Idempotency_Key=key)
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_used")
    assert Meeting.objects.count() == 1


def test_what_was_refused_can_be_mended_under_its_key(vendor: Vendor, erp: ApiClient, running: Meeting) -> None:
    caller = Caller(erp, act_as="chen")
    assert caller.post("/api/v1/meetings/", BOOK | {"subject": ""}, Idempotency_Key="k").status_code == 422
    assert caller.post(f"/api/v1/meetings/{running.pk}/call/", {}, Idempotency_Key="k").status_code == 422
    assert caller.post("/api/v1/meetings/", BOOK, Idempotency_Key="k").status_code == 201


def test_what_is_made_anew_each_time_is_for_the_same_content_alone(
    vendor: Vendor, erp: ApiClient, running: Meeting
) -> None:
    caller = Caller(erp, act_as="chen")
    for path, body, other in (
        ("/api/v1/meetings/preview/", BOOK, BOOK | {"subject": "Other"}),
        (f"/api/v1/meetings/{running.pk}/launch/", LAUNCH, LAUNCH | {"platform": "mac"}),
    ):
        key = {"Idempotency_Key": path}
        found = [caller.post(path, sent, **key) for sent in (body, body, other)]
        assert [answer.status_code for answer in found] == [200, 200, 422]
        assert found[2].json()["code"] == "idempotency_key_used"
