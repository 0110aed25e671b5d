"""A change that comes between the look at If-Match and the write is seen all the same."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections

from accounts.models import ApiClient
from meetings.models import Meeting
from tests.factories.api import Caller, soon
from tests.factories.booking_requests import tomorrow
from tests.factories.vendor import Vendor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]
RULE = {"frequency": "DAILY", "count": 2}


class Between:
    """Does something in a thread of its own once the state of a meeting has been read for its ETag."""

    def __init__(self, act: Callable[[], object]) -> None:
        self._thread = threading.Thread(target=self._run)
        self._act, self.happened = act, False

    def _run(self) -> None:
        self._act()
        connections.close_all()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found = execute(sql, params, many, context)
        if not self.happened and "meetings_meetingtag" in sql:
            self.happened = True
            self._thread.start()
            self._thread.join()
        return found


CHANGES: dict[str, Callable[[Caller, str, int, str], Any]] = {
    "patch": lambda caller, here, _occurrence, etag: caller.patch(here, {"length_minutes": 90}, If_Match=etag),
    "cancel": lambda caller, here, _occurrence, etag: caller.post(f"{here}cancel/", {}, If_Match=etag),
    "patch occurrence": lambda caller, here, occurrence, etag: caller.patch(
        f"{here}occurrences/{occurrence}/", {"length_minutes": 90}, If_Match=etag
    ),
    "cancel occurrence": lambda caller, here, occurrence, etag: caller.post(
        f"{here}occurrences/{occurrence}/cancel/", {}, If_Match=etag
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_comes_between_is_a_412(vendor: Vendor, erp: ApiClient, name: str) -> None:
    caller, other = Caller(erp, act_as="chen"), Caller(erp, act_as="chen")
    booked = caller.post("/api/v1/meetings/", soon() | {"start_at": tomorrow().isoformat(), "recurrence": RULE})
    here = f"/api/v1/meetings/{booked.json()['id']}/"
    occurrence = booked.json()["occurrences"][1]["id"]
    between = Between(lambda: other.patch(here, {"subject": "Of somebody else"}))
    with connection.execute_wrapper(between):
        answer = CHANGES[name](caller, here, occurrence, booked["ETag"])
    assert between.happened
    assert (answer.status_code, answer.json()["code"]) == (412, "precondition_failed")
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.subject) == ("booked", "Of somebody else")
    assert [write.kind for write in meeting.writes.order_by("pk")] == ["create", "edit"]
    assert meeting.occurrences.held().count() == 2
    again = CHANGES[name](caller, here, occurrence_of(caller, here), caller.get(here)["ETag"])
    assert again.status_code == 200


def occurrence_of(caller: Caller, here: str) -> int:
    """Return the second occurrence: the change may have made them anew."""
    return int(caller.get(here).json()["occurrences"][-1]["id"])
