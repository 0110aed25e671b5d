"""A system whose request died with us sends it again under its key: one meeting, at any moment of a kill -9."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from accounts.models import ApiClient, User
from meetings.models import Meeting
from tests.factories.api import Caller, check_against_document
from tests.factories.booking_requests import tomorrow
from tests.factories.vendor import Vendor
from tests.flows import killable
from tests.flows.actions import forget_enqueued, jobs_until_all_is_clear
from tests.flows.killable import World

MEETINGS = "/api/v1/meetings/"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]
Fault = Callable[[Vendor, str], None]


@dataclass(frozen=True)
class Booking:
    """One request, which any process can send."""

    token: str
    key: str
    subject: str
    start_at: str

    def __call__(self) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": self.key}
        body = {"subject": self.subject, "start_at": self.start_at}
        return Client(SERVER_NAME="localhost").post(MEETINGS, body, content_type="application/json", headers=headers)


@pytest.mark.parametrize("fault", [None, Vendor.lose_answer, Vendor.cut_before])
def test_a_booking_that_is_killed_and_sent_again_is_one_meeting(
    world: World, vendor: Vendor, erp: ApiClient, chen: User, fault: Fault | None
) -> None:
    forget_enqueued()
    vendor.details(chen)  # signed in once and for all
    token = Caller(erp, act_as="chen").token
    moments: list[str] = []
    while True:
        subject = f"{secrets.token_hex(4)} roadmap"
        booking = Booking(token, secrets.token_hex(8), subject, tomorrow().isoformat())
        if fault:
            fault(vendor, "create")
        life = killable.live(world, booking, until=len(moments) + 1)
        answer = booking()
        assert answer.status_code in {201, 202}, answer.content
        jobs_until_all_is_clear(datetime.now(UTC))
        again = booking()
        check_against_document("POST", MEETINGS, again)
        found = again.json()
        assert (again.status_code, found["id"], found["state"]) == (201, answer.json()["id"], "booked")
        (meeting,) = Meeting.objects.filter(subject=subject)
        assert vendor.standing(subject) == [meeting.vendor_conference_id] == [found["conference_id"]]
        if not life.was_killed:
            break
        moments.append(life.moments[-1])
    assert {killable.COMMITTED, killable.ASKS, killable.ENQUEUED} <= set(moments)
