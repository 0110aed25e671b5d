"""Where several meetings could be the one, an administrator says which."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import User
from accounts.vendor import clients
from meetings.models import VendorWrite
from meetings.services import booking
from meetings.writes import reconciling, retries
from meetings.writes.kinds.findings import CHECKS_FOR_NOTHING
from tests.factories.booking_requests import asked
from tests.factories.page_words import text_of
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/admin/meetings/vendorwrite/"
As = Callable[[User], Client]


@pytest.fixture
def unconfirmed(vendor: Vendor, chen: User) -> VendorWrite:
    """A booking whose answer was lost, and beside it the same once more."""
    vendor.lose_answer("create")
    meeting = booking.book(organiser=chen, request=asked(), reference="book", now=datetime.now(UTC))
    vendor.book_elsewhere(
        chen,
        subject=meeting.subject,
        start_at=meeting.start_at,
        length_minutes=meeting.length_minutes,
        guest_password=meeting.guest_password,
    )
    return reconciling.reconcile(write_id=meeting.writes.get().pk, now=datetime.now(UTC))


@pytest.fixture
def signed_in() -> As:
    def sign_in(person: User) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return sign_in


def take(client: Client, write: VendorWrite, which: str) -> str:
    return text_of(client.post(PAGE, {"action": f"take_{which}", "_selected_action": write.pk}, follow=True))


def test_an_administrator_says_which(signed_in: As, unconfirmed: VendorWrite, zhao: User) -> None:
    pages = signed_in(zhao)
    assert "Roadmap" in text_of(pages.get(PAGE))
    assert "This is none of the meetings that were found." in take(pages, unconfirmed, "third")
    assert "Roadmap is settled." in take(pages, unconfirmed, "second")
    unconfirmed.refresh_from_db()
    assert (unconfirmed.state, unconfirmed.meeting.state) == ("done", "booked")
    assert unconfirmed.meeting.vendor_conference_id
    assert "Roadmap" not in text_of(pages.get(PAGE)).partition("Select")[2]


def test_nobody_says_it_for_another_organisation(signed_in: As, unconfirmed: VendorWrite, stranger: User) -> None:
    stranger.role = User.Role.TENANT_ADMIN
    stranger.save()
    pages = signed_in(stranger)
    assert "Roadmap" not in text_of(pages.get(PAGE))
    take(pages, unconfirmed, "first")
    unconfirmed.refresh_from_db()
    assert unconfirmed.state == "unconfirmed"


def test_no_page_shows_what_was_written(signed_in: As, unconfirmed: VendorWrite, zhao: User) -> None:
    assert signed_in(zhao).get(f"{PAGE}{unconfirmed.pk}/change/").status_code == 403


def test_the_organiser_is_told_whom_it_waits_for(signed_in: As, unconfirmed: VendorWrite, chen: User) -> None:
    page = text_of(signed_in(chen).get(f"/meetings/{unconfirmed.meeting_id}/"))
    assert "An administrator has to say which one is." in page
    assert "usually within two minutes" not in page


def check(write: VendorWrite, times: int = 1) -> VendorWrite:
    for _ in range(times):
        assert write.next_attempt_at
        write = reconciling.reconcile(write_id=write.pk, now=write.next_attempt_at)
    return write


def test_while_nobody_says_it_stays_with_the_administrators(unconfirmed: VendorWrite) -> None:
    before = unconfirmed.next_attempt_at
    again = check(unconfirmed)
    assert (again.state, again.last_check, len(again.candidates)) == ("unconfirmed", "several", 2)
    assert before
    assert again.next_attempt_at == before + retries.WHILE_NOBODY_DECIDES


def test_the_last_one_left_is_it(vendor: Vendor, chen: User, unconfirmed: VendorWrite) -> None:
    one, other = unconfirmed.candidates
    clients.client_for(person=chen).meetings.cancel(one)
    settled = check(unconfirmed)
    assert (settled.state, settled.meeting.vendor_conference_id) == ("done", other)


def test_once_all_are_gone_nothing_is_booked_again(vendor: Vendor, chen: User, unconfirmed: VendorWrite) -> None:
    """Somebody has cancelled them, or they are over: no write stays open for ever."""
    for conference_id in unconfirmed.candidates:
        clients.client_for(person=chen).meetings.cancel(conference_id)
    settled = check(unconfirmed, times=CHECKS_FOR_NOTHING)
    assert (settled.state, settled.meeting.state, vendor.details(chen)) == ("refused", "refused", [])
