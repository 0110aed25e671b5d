"""Unconfirmed writes about series, whichever way the vendor holds them, also while others change them there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from accounts.vendor import clients
from hwmeeting import MeetingRequest, OccurrenceRequest
from meetings import refusals
from meetings.models import Meeting
from notifications.models import Message
from tests.factories.vendor import Vendor
from tests.flows.actions import jobs_until_all_is_clear
from tests.flows.invariants import CALLS, MakeScenario, now
from tests.flows.test_series import DAY, START, book, cancel_one, days, edit_one, settle, starts, sync, theirs

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)
Fault = Callable[[Vendor, str], None]
FAULTS = pytest.mark.parametrize("fault", [Vendor.lose_answer, Vendor.cut_before])
# The sandbox itself takes the other ones.
KIND_READINGS = {
    "series_edit": "keeps",
    "started_series": "accepts",
    "occurrence_time": "zone",
    "occurrence_window": "anywhere",
    "omitted_field": "kept",
}


@pytest.fixture
def series(vendor: Vendor, chen: User) -> Meeting:
    """Every second day at seven, four occurrences."""
    return book(chen)


def shift_elsewhere(vendor: Vendor, chen: User, series: Meeting) -> None:
    """In the vendor's own client the whole begins an hour later; all occurrences get other IDs."""
    detail = vendor.detail(chen, series)
    request = replace(MeetingRequest.from_detail(detail), start_at=START + HOUR)
    assert detail.meeting.cycle
    clients.client_for(person=chen).series.edit(series.vendor_conference_id, request, detail.meeting.cycle)


def edit_elsewhere(vendor: Vendor, chen: User, series: Meeting, number: int, days_ahead: int) -> None:
    date = vendor.detail(chen, series).meeting.occurrences[number]
    moved = OccurrenceRequest.from_occurrence(date, start_at=START + days_ahead * DAY, length_minutes=45)
    clients.client_for(person=chen).series.edit_occurrence(series.vendor_conference_id, moved)


def cancel_elsewhere(vendor: Vendor, chen: User, series: Meeting, number: int) -> None:
    date = vendor.detail(chen, series).meeting.occurrences[number]
    clients.client_for(person=chen).series.cancel_occurrences(series.vendor_conference_id, [date.occurrence_id])


@pytest.mark.parametrize("call", CALLS)
@FAULTS
def test_unconfirmed_where_the_vendor_reads_all_the_other_way(
    vendor: Vendor, make_scenario: MakeScenario, pages: Client, call: str, fault: Fault
) -> None:
    vendor.assume(**KIND_READINGS)
    scenario = make_scenario(call)
    fault(vendor, call)
    scenario.action()
    scenario.check_page_says_how_far_it_is(pages)
    jobs_until_all_is_clear(now())
    scenario.check_all_is_done_once(pages)


@pytest.mark.parametrize("fault", [None, Vendor.lose_answer, Vendor.cut_before])
def test_a_cancellation_of_a_series_that_was_shifted_meanwhile(
    vendor: Vendor, chen: User, series: Meeting, fault: Fault | None
) -> None:
    """It has another ID and another time there; it is found by its day, and not taken for gone."""
    if fault:
        fault(vendor, "cancel_occurrence")
        write = cancel_one(series, chen, 1)
        shift_elsewhere(vendor, chen, series)
        write = settle(write)
    else:
        shift_elsewhere(vendor, chen, series)
        write = settle(cancel_one(series, chen, 1))
    assert write.state == "done"
    assert theirs(vendor, chen, series) == days(0, 4, 6, hours=1)
    assert starts(sync(series, minutes=5)) == days(0, 4, 6, hours=1)


@pytest.mark.parametrize("fault", [None, Vendor.cut_before])
def test_a_move_in_a_series_that_was_shifted_meanwhile(
    vendor: Vendor, chen: User, series: Meeting, fault: Fault | None
) -> None:
    if fault:
        fault(vendor, "edit_occurrence")
        write = edit_one(series, chen, 1, START + 3 * DAY)
        shift_elsewhere(vendor, chen, series)
        write = settle(write)
    else:
        shift_elsewhere(vendor, chen, series)
        write = settle(edit_one(series, chen, 1, START + 3 * DAY))
    told = set(Message.objects.filter(kind="changed").values_list("recipient", flat=True))
    assert told == {chen.email, "anna@tuv.example"}
    mail = Message.objects.filter(kind="changed", recipient="anna@tuv.example").get()
    assert "Only this date has moved." not in mail.text, "others have, too"
    expected = [START + HOUR, START + 3 * DAY, START + 4 * DAY + HOUR, START + 6 * DAY + HOUR]
    assert write.state == "done"
    assert theirs(vendor, chen, series) == expected
    assert starts(sync(series, minutes=5)) == expected


@FAULTS
def test_an_edit_of_an_occurrence_that_is_cancelled_meanwhile(
    vendor: Vendor, chen: User, series: Meeting, fault: Fault
) -> None:
    fault(vendor, "edit_occurrence")
    write = edit_one(series, chen, 1, START + 3 * DAY)
    cancel_elsewhere(vendor, chen, series, 1)
    write = settle(write)
    assert (write.state, write.error_code) == ("refused", refusals.OCCURRENCE_GONE)
    synced = sync(series, minutes=5)
    assert starts(synced) == theirs(vendor, chen, series) == days(0, 4, 6)
    assert sorted(Message.objects.exclude(kind__in=["own", "invitation"]).values_list("kind", "recipient")) == [
        ("changed", "anna@tuv.example"),
        ("changed", chen.email),
        ("result", chen.email),
    ]


@FAULTS
def test_a_cancellation_of_an_occurrence_that_is_moved_meanwhile(
    vendor: Vendor, chen: User, series: Meeting, fault: Fault
) -> None:
    fault(vendor, "cancel_occurrence")
    write = cancel_one(series, chen, 1)
    if fault is Vendor.cut_before:
        edit_elsewhere(vendor, chen, series, 1, 3)
    assert settle(write).state == "done"
    assert starts(sync(series, minutes=5)) == theirs(vendor, chen, series) == days(0, 4, 6)


@pytest.mark.parametrize("call", ["cancel_occurrence", "edit_occurrence"])
def test_an_occurrence_of_a_series_that_is_cancelled_meanwhile(
    vendor: Vendor, chen: User, series: Meeting, call: str
) -> None:
    vendor.cut_before(call)
    write = cancel_one(series, chen, 1) if call == "cancel_occurrence" else edit_one(series, chen, 1, START + 3 * DAY)
    clients.client_for(person=chen).series.cancel(series.vendor_conference_id)
    assert settle(write).state == ("done" if call == "cancel_occurrence" else "refused")
    for minutes in range(5, 8):
        synced = sync(series, minutes=minutes)
    assert (synced.state, starts(synced)) == ("cancelled", [])


@pytest.mark.parametrize("call", ["create", "create_series"])
def test_two_checks_of_an_old_list_prove_nothing(
    vendor: Vendor, make_scenario: MakeScenario, pages: Client, call: str
) -> None:
    scenario = make_scenario(call)
    vendor.lose_answer(call)
    scenario.action()
    vendor.show_old_list(times=2)
    jobs_until_all_is_clear(now())
    scenario.check_all_is_done_once(pages)
