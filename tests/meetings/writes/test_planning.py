"""A write is a row before anybody is called, and one form makes one."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from accounts.models import User
from meetings.errors import MeetingError, ReferenceUsed, WriteInProgress
from meetings.models import AgendaEntry, Meeting, VendorWrite
from meetings.problems import Code
from meetings.writes import planning
from meetings.writes.kinds.cancel import CancelPayload
from meetings.writes.kinds.cancel_occurrence import CancelOccurrencePayload
from meetings.writes.kinds.create import CreatePayload
from meetings.writes.payloads import WantedInvitee, WantedMeeting, WantedTimes
from meetings.writes.planning import IdempotencyKey
from tests.factories.fixtures import MakeMeeting, MakeSeries

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 5, 14, 1, 48, 30, tzinfo=UTC)
WANTED = WantedMeeting(
    subject="Roadmap",
    start_at=datetime(2026, 5, 19, 7, tzinfo=UTC),
    length_minutes=45,
    time_zone="Asia/Shanghai",
    guest_password="482913",
    invitees=(WantedInvitee("anna@tuv.example", "Anna"),),
)
CANCEL = CancelPayload("", tell=True)


@pytest.fixture
def key(chen: User) -> IdempotencyKey:
    return planning.idempotency_key(by=chen, reference="one", content_hash="a")


def plan(
    key: IdempotencyKey, wanted: WantedMeeting = WANTED, kind: str = Meeting.Kind.SCHEDULED
) -> VendorWrite | None:
    return planning.plan_booking(key=key, kind=kind, payload=CreatePayload(wanted), now=NOW)


def change(key: IdempotencyKey, meeting: Meeting, reference: str) -> VendorWrite | None:
    return planning.plan_change(key=replace(key, reference=reference), meeting=meeting, payload=CANCEL, now=NOW)


def test_a_form_without_a_reference_is_refused(chen: User) -> None:
    with pytest.raises(MeetingError) as caught:
        planning.idempotency_key(by=chen, reference=" ", content_hash="a")
    assert [problem.code for problem in caught.value.problems] == [Code.REFERENCE_MISSING]


def test_a_reference_of_any_length_can_be_stored(chen: User, key: IdempotencyKey) -> None:
    long, longer = (planning.idempotency_key(by=chen, reference="x" * n, content_hash="a") for n in (65, 66))
    assert (len(long.reference), key.reference) == (64, "one")
    assert long.reference != longer.reference
    assert plan(long) is not None


def test_a_booking_is_a_meeting_with_its_people_before_the_vendor_knows(chen: User, key: IdempotencyKey) -> None:
    write = plan(key)
    assert write is not None
    assert (write.state, write.kind, write.next_attempt_at) == ("planned", "create", NOW + planning.PAGE_HAS_IT_FOR)
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.start_at, meeting.invitee_count) == ("requested", WANTED.start_at, 2)
    assert meeting.ical_uid.startswith(f"{meeting.pk}@")
    assert meeting.occurrences.get().end_at == meeting.end_at
    assert sorted(meeting.invitees.values_list("email", flat=True)) == ["anna@tuv.example", chen.email]
    assert AgendaEntry.objects.get().person == chen


def test_a_meeting_without_a_start_begins_this_minute(key: IdempotencyKey) -> None:
    plan(key, replace(WANTED, start_at=None))
    assert Meeting.objects.get().start_at == NOW.replace(second=0)


def test_a_key_that_was_used_stores_nothing_more(key: IdempotencyKey) -> None:
    first = plan(key)
    assert plan(key) is None
    assert (Meeting.objects.count(), planning.find_replayed(key)) == (1, first)


def test_another_content_under_the_same_key_is_told_what_it_made(key: IdempotencyKey, li: User) -> None:
    first = plan(key)
    assert first is not None
    other = replace(key, content_hash="b")
    with pytest.raises(ReferenceUsed) as caught:
        planning.find_replayed(other)
    assert caught.value.meeting == first.meeting
    assert planning.find_replayed(replace(other, by=li)) is None, "a reference is one person's"


def test_booked_on_purpose_as_another_one_twice_is_still_one(key: IdempotencyKey) -> None:
    plan(key)
    other = planning.key_of_another(replace(key, content_hash="b"))
    assert other == planning.key_of_another(replace(key, content_hash="b"))
    assert plan(other) is not None
    assert plan(other) is None
    assert Meeting.objects.count() == 2


def test_one_change_at_a_time(key: IdempotencyKey, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting()
    assert change(key, meeting, "first") is not None
    assert change(key, meeting, "first") is None, "the same click again"
    with pytest.raises(WriteInProgress):
        change(key, meeting, "second")
    meeting.refresh_from_db()
    assert not meeting.is_settled
    assert meeting.writes.filter(kind="cancel").count() == 1


def test_what_follows_a_write_waits_for_no_page(key: IdempotencyKey, make_series: MakeSeries, chen: User) -> None:
    series = make_series()
    occurrence = series.occurrences.all()[1]
    payload = CancelOccurrencePayload(WantedTimes.of_occurrence(occurrence), "", tell=False)
    write = planning.plan_follow_up(meeting=series, by=chen, payload=payload, occurrence_id=occurrence.pk, now=NOW)
    assert (write.occurrence, write.kind, write.next_attempt_at) == (occurrence, "cancel_occurrence", NOW)
    series.refresh_from_db()
    assert not series.is_settled
