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

MEETINGS, INSTANT = "/api/v1/meetings/", "/api/v1/meetings/instant/"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]
Fault = Callable[[Vendor, str], None]


@dataclass(frozen=True)
class Booking:
    """One request, which any process can send."""

    token: str
    key: str
    subject: str
    start_at: str  # "" is at once, at an address of its own

    def __call__(self) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": self.key}
        body = {"subject": self.subject} | ({"start_at": self.start_at} if self.start_at else {})
        browser = Client(SERVER_NAME="localhost")
        return browser.post(self.path, body, content_type="application/json", headers=headers)

    @property
    def path(self) -> str:
        return MEETINGS if self.start_at else INSTANT


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        ("booked", None),
        ("booked", Vendor.lose_answer),
        ("booked", Vendor.cut_before),
        ("running", None),
        ("running", Vendor.lose_answer),
        ("running", Vendor.cut_before),
    ],
)
def test_a_booking_that_is_killed_and_sent_again_is_one_meeting(
    world: World, vendor: Vendor, erp: ApiClient, chen: User, state: str, fault: Fault | None
) -> None:
    forget_enqueued()
    token = Caller(erp, act_as="chen").token
    moments: list[str] = []
    while True:
        vendor.reset()  # with its clock, and the fault that nobody has met
        vendor.details(chen)  # signed in
        subject = f"{secrets.token_hex(4)} roadmap"
        booking = Booking(token, secrets.token_hex(8), subject, tomorrow().isoformat() if state == "booked" else "")
        if fault:
            fault(vendor, "create")
        life = killable.live(world, booking, until=len(moments) + 1)
        answer = booking()
        assert answer.status_code in {201, 202}, answer.content
        jobs_until_all_is_clear(datetime.now(UTC), vendor=vendor)
        again = booking()
        check_against_document("POST", booking.path, again)
        found, there = again.json(), vendor.standing(subject)
        (meeting,) = Meeting.objects.filter(subject=subject)
        if state == "running" and not there:  # what was to begin at once is not made up for later
            assert (again.status_code, found["code"], meeting.state) == (409, "refused_by_vendor", "refused")
            assert fault is Vendor.cut_before or (life.was_killed and killable.ANSWERED not in life.moments)
        else:
            assert (again.status_code, found["id"], found["state"]) == (201, answer.json()["id"], state)
            assert there == [meeting.vendor_conference_id] == [found["conference_id"]]
        if not life.was_killed:
            break
        moments.append(life.moments[-1])
    assert {killable.COMMITTED, killable.ASKS, killable.ENQUEUED} <= set(moments)
