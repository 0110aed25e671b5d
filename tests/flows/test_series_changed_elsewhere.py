"""Series that time has passed over, and that somebody else has changed at the vendor."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.vendor import clients
from hwmeeting import MeetingRequest
from meetings.errors import BookingRefused
from meetings.models import Meeting, VendorWrite
from meetings.recurrence import Cycle, Unit
from meetings.requests import BookingRequest
from meetings.services import booking, editing, occurrences, withdrawing
from meetings.writes import occurrences as vendor_occurrences
from meetings.writes import reconciling, sending, syncing
from meetings.writes.payloads import WantedMeeting
from notifications.models import Message
from tests.factories.booking_requests import asked, same
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FIRST = datetime.now(SHANGHAI).date() + timedelta(days=3)
START = datetime.combine(FIRST, time(7), SHANGHAI).astimezone(UTC)


def every_second_day(count: int = 4) -> Cycle:
    return Cycle(Unit.DAY, 2, (), FIRST + timedelta(days=2 * (count - 1)))


def request_of(**fields: Any) -> BookingRequest:
    return asked("anna@tuv.example", **({"start_at": START, "repeats": every_second_day()} | fields))


@pytest.fixture
def series(vendor: Vendor, chen: User) -> Meeting:
    """Every second day at seven, four occurrences."""
    return booking.book(organiser=chen, request=request_of(), reference="book", now=datetime.now(UTC))


def days(*numbers: int, hours: int = 0) -> list[datetime]:
    return [START + timedelta(days=number, hours=hours) for number in numbers]


def places(meeting: Meeting) -> list[tuple[datetime, datetime]]:
    """Start and place in the rule of each occurrence that is not cancelled here."""
    return list(meeting.occurrences.held().values_list("start_at", "original_start_at"))


def as_ruled(*numbers: int, hours: int = 0) -> list[tuple[datetime, datetime]]:
    return [(start_at, start_at) for start_at in days(*numbers, hours=hours)]


def change_elsewhere(
    vendor: Vendor, chen: User, meeting: Meeting, *, cycle: dict[str, Any] | None = None, **fields: Any
) -> None:
    """Somebody changes the whole series in the vendor's own client."""
    detail = vendor.detail(chen, meeting)
    assert detail.meeting.cycle
    request = replace(MeetingRequest.from_detail(detail), **fields)
    found = replace(detail.meeting.cycle, **(cycle or {}))
    clients.client_for(person=chen).series.edit(meeting.vendor_conference_id, request, found)


def sync(meeting: Meeting, *, now: datetime | None = None) -> Meeting:
    syncing.sync_coming(tenant_id=meeting.tenant_id, now=now or datetime.now(UTC) + timedelta(minutes=1))
    return Meeting.objects.get(pk=meeting.pk)


def settle(write: VendorWrite) -> None:
    """What the worker does until it is clear."""
    for _ in range(8):
        if not write.is_open:
            break
        assert write.next_attempt_at is not None
        now = max(write.next_attempt_at, datetime.now(UTC))
        is_planned = write.state == VendorWrite.State.PLANNED
        write = (sending.send if is_planned else reconciling.reconcile)(write_id=write.pk, now=now)


def edit_one(meeting: Meeting, chen: User, number: int, start_at: datetime) -> VendorWrite:
    return occurrences.edit(
        meeting=meeting,
        occurrence=meeting.occurrences.all()[number],
        by=chen,
        start_at=start_at,
        length_minutes=45,
        reference=f"edit-occurrence-{number}",
        now=datetime.now(UTC),
    )


def edit(meeting: Meeting, chen: User, *, now: datetime | None = None, **fields: Any) -> VendorWrite:
    fresh = Meeting.objects.get(pk=meeting.pk)
    values = {"start_at": WantedMeeting.of_meeting(fresh).start_at, "repeats": fresh.recurrence} | fields
    return editing.edit(
        meeting=fresh,
        by=chen,
        request=same(fresh, **values),
        reference=f"edit-{len(fields)}",
        now=now or datetime.now(UTC),
    )


@pytest.mark.parametrize("reading", ["renews", "keeps"])
def test_a_series_at_another_time_elsewhere(vendor: Vendor, chen: User, series: Meeting, reading: str) -> None:
    """It is held anew, whether or not all keep their IDs; a later change of ours brings no old time back."""
    vendor.assume(series_edit=reading)
    change_elsewhere(vendor, chen, series, start_at=START + HOUR, length_minutes=60)
    synced = sync(series)
    assert places(synced) == as_ruled(0, 2, 4, 6, hours=1)
    assert (synced.repeat_start_at, synced.repeat_minutes) == (START + HOUR, 60)
    edit(series, chen, subject="Roadmap 2")
    assert places(series) == as_ruled(0, 2, 4, 6, hours=1)
    assert vendor.sent("edit_series")[-1]["length"] == 60


@pytest.mark.parametrize("reading", ["renews", "keeps"])
def test_a_series_that_goes_on_for_longer_elsewhere(vendor: Vendor, chen: User, series: Meeting, reading: str) -> None:
    vendor.assume(series_edit=reading)
    change_elsewhere(vendor, chen, series, start_at=START, cycle={"end_date": every_second_day(6).until})
    synced = sync(series)
    assert places(synced) == as_ruled(0, 2, 4, 6, 8, 10)
    assert synced.recurrence == every_second_day(6)


def test_a_series_at_another_time_elsewhere_keeps_what_was_moved(vendor: Vendor, chen: User, series: Meeting) -> None:
    vendor.assume(series_edit="keeps")
    edit_one(series, chen, 1, START + 3 * DAY)
    change_elsewhere(vendor, chen, series, start_at=START + HOUR)
    synced = sync(series, now=datetime.now(UTC) + timedelta(minutes=3))
    moved = (START + 3 * DAY, START + 2 * DAY + HOUR)
    assert places(synced) == [*as_ruled(0, hours=1), moved, *as_ruled(4, 6, hours=1)]


def test_one_occurrence_that_is_left_is_moved_elsewhere(vendor: Vendor, chen: User) -> None:
    """Not the whole: the rule stays."""
    request = request_of(repeats=every_second_day(1))
    series = booking.book(organiser=chen, request=request, reference="one", now=datetime.now(UTC))
    edit_one(series, chen, 0, START + 5 * HOUR)
    assert places(sync(series, now=datetime.now(UTC) + timedelta(minutes=3))) == [(START + 5 * HOUR, START)]


def test_an_occurrence_that_was_moved_to_before_now_comes_again(vendor: Vendor, chen: User, series: Meeting) -> None:
    """Its place in the rule lies still ahead when the rest is changed: there is one then, and the one that was."""
    vendor.assume(started_series="accepts", occurrence_window="anywhere")
    edit_one(series, chen, 1, START + DAY)
    now = START + DAY + 2 * HOUR
    vendor.forward(int((now - datetime.now(UTC)).total_seconds()))
    edit(series, chen, now=now, start_at=START + 2 * DAY)
    assert [start_at for start_at, _ in places(series)] == days(0, 1, 2, 4, 6)
    assert series.writes.latest("pk").state == VendorWrite.State.DONE


@pytest.mark.parametrize("reading", ["renews", "keeps"])
def test_a_change_of_zone(vendor: Vendor, chen: User, reading: str) -> None:
    """Seven in the morning in New York is the evening in Shanghai: no occurrence is lost, none stands twice."""
    vendor.assume(series_edit=reading, occurrence_time="zone")
    request = request_of(repeats=Cycle(Unit.DAY, 1, (), FIRST + 3 * DAY))
    series = booking.book(organiser=chen, request=request, reference="daily", now=datetime.now(UTC))
    edit_one(series, chen, 1, START + DAY + 3 * HOUR)
    there = ZoneInfo("America/New_York")
    start_at = datetime.combine(FIRST, time(7), there)
    edit(series, chen, start_at=start_at, time_zone="America/New_York")
    while write := series.writes.filter(finished_at=None).first():
        sending.send(write_id=write.pk, now=datetime.now(UTC))
    theirs = [one.start_at for one in vendor.detail(chen, series).meeting.occurrences]
    assert len(theirs) == 4
    assert sorted(place for place, _ in places(series)) == theirs


def test_an_occurrence_in_the_place_of_one_that_was_moved(vendor: Vendor, chen: User, series: Meeting) -> None:
    """Both are there: the moved one has its own place from then on."""
    edit_one(series, chen, 1, START + 3 * DAY)
    answer, place = vendor.detail(chen, series).meeting, START + 2 * DAY
    again = replace(answer.occurrences[1], occurrence_id="again", start_at=place, end_at=place + HOUR)
    answer = replace(answer, occurrences=(*answer.occurrences, again))
    followed = vendor_occurrences.apply_answer(
        meeting=Meeting.objects.get(pk=series.pk), answer=answer, now=datetime.now(UTC)
    )
    assert followed.is_other_ahead
    assert places(series) == as_ruled(0, 2, 3, 4, 6)


def test_a_change_waits_though_the_row_stands_on_an_occurrence_that_is_over(
    vendor: Vendor, chen: User, series: Meeting
) -> None:
    """Nothing was read since the first occurrence was over: it is still long before the next."""
    vendor.assume(started_series="accepts")
    now = START + DAY
    vendor.forward(int((now - datetime.now(UTC)).total_seconds()))
    vendor.go_away()
    write = edit(series, chen, now=now, start_at=START + 2 * DAY)
    assert write.state == VendorWrite.State.PLANNED


def test_a_series_that_is_gone_while_an_occurrence_is_on(vendor: Vendor, chen: User, series: Meeting) -> None:
    """What lies ahead is cancelled, and told; the occurrence that is on is left alone."""
    clients.client_for(person=chen).series.cancel(series.vendor_conference_id)
    for number in range(syncing.MISSING_BEFORE_GONE):
        synced = sync(series, now=START + timedelta(minutes=5 + number))
    assert (synced.state, [start_at for start_at, _ in places(synced)]) == ("cancelled", days(0))
    assert Message.objects.filter(kind="cancelled").count() == 2


def test_looking_at_a_series_costs_the_same_for_any_number_of_occurrences(vendor: Vendor, chen: User) -> None:
    counts = []
    for count in (2, 40):
        Meeting.objects.all().delete()
        rule = Cycle(Unit.DAY, 1, (), FIRST + timedelta(days=count - 1))
        request = request_of(repeats=rule)
        series = booking.book(organiser=chen, request=request, reference=str(count), now=datetime.now(UTC))
        with CaptureQueriesContext(connection) as found:
            sync(series, now=datetime.now(UTC) + timedelta(minutes=2))
        assert series.occurrences.count() == count
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_that_an_occurrence_is_held_is_no_change_of_the_series(vendor: Vendor, chen: User, series: Meeting) -> None:
    """Whoever had opened its form before isn't told that somebody has changed it."""
    vendor.forward(int((START - datetime.now(UTC)).total_seconds()) + 60)
    vendor.enter(series)
    synced = sync(series, now=START + timedelta(minutes=2))
    assert (synced.state, synced.changed_at) == ("running", series.changed_at)


def test_an_occurrence_whose_times_cannot_be_read_is_not_cancelled(
    vendor: Vendor, chen: User, series: Meeting
) -> None:
    answer = vendor.detail(chen, series).meeting
    first, *others = answer.occurrences
    unreadable = replace(answer, occurrences=(replace(first, start_at=None), *others))
    followed = vendor_occurrences.apply_answer(meeting=series, answer=unreadable, now=datetime.now(UTC))
    assert (followed.is_other_ahead, followed.is_other) == (False, False)
    assert places(series) == as_ruled(0, 2, 4, 6)


def test_an_edit_of_an_occurrence_that_another_client_has_done_away_with(
    vendor: Vendor, chen: User, series: Meeting
) -> None:
    """It isn't said that there is no such meeting."""
    change_elsewhere(vendor, chen, series, start_at=START, cycle={"interval": 3})
    with pytest.raises(BookingRefused, match="has this date no more"):
        edit_one(series, chen, 1, START + 3 * DAY)
    assert places(sync(series)) == as_ruled(0, 3, 6)


def test_an_occurrence_that_another_client_has_cancelled_first(vendor: Vendor, chen: User, series: Meeting) -> None:
    occurrence = series.occurrences.all()[1]
    clients.client_for(person=chen).series.cancel_occurrences(
        series.vendor_conference_id, [occurrence.vendor_sub_conference_id]
    )
    settle(
        occurrences.cancel(
            meeting=series, occurrence=occurrence, by=chen, reference="cancel_occurrence", now=datetime.now(UTC)
        )
    )
    assert (series.writes.latest("pk").state, places(series)) == ("done", as_ruled(0, 4, 6))


@pytest.mark.parametrize("is_withdrawn", [False, True])
def test_two_series_unconfirmed_that_differ_in_their_time_only(vendor: Vendor, chen: User, is_withdrawn: bool) -> None:
    """The one that never arrived is not taken for the other, which stands at the vendor."""
    wanted = {"seven": START, "nine": START + 2 * HOUR}
    for name, fault in (("seven", vendor.cut_before), ("nine", vendor.lose_answer)):
        fault("create_series")
        request = request_of(start_at=wanted[name], guest_password="2468")
        booking.book(organiser=chen, request=request, reference=name, now=datetime.now(UTC))
    seven = Meeting.objects.get(writes__reference="seven")
    if is_withdrawn:
        withdrawing.withdraw(meeting=seven, by=chen, now=datetime.now(UTC))
    for write in VendorWrite.objects.order_by("-pk" if is_withdrawn else "pk"):
        settle(write)
    nine = Meeting.objects.get(writes__reference="nine")
    seven.refresh_from_db()
    assert (nine.state, nine.start_at) == ("booked", START + 2 * HOUR)
    assert (seven.state, seven.start_at) == ("cancelled" if is_withdrawn else "booked", START)
    held = [start_at for start_at in wanted.values() if not (is_withdrawn and start_at == START)]
    assert len(vendor.sent("create_series")) == len(held)
    assert sorted(detail.meeting.start_at for detail in vendor.details(chen) if detail.meeting.start_at) == held
