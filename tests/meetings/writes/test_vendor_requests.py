"""What the vendor is asked: all of a new meeting, and of a change only what the person changed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Identity, User
from hwmeeting import Attendee, CycleUnit, MeetingConfig, MeetingDetail, Occurrence
from hwmeeting import Cycle as VendorCycle
from hwmeeting import Meeting as VendorMeeting
from meetings.models import Meeting
from meetings.recurrence import Cycle, Unit
from meetings.writes import vendor_requests
from meetings.writes.payloads import WantedInvitee, WantedMeeting, WantedTimes
from tests.factories.fixtures import MakeMeeting

pytestmark = pytest.mark.django_db
START = datetime(2026, 5, 19, 7, tzinfo=UTC)
DAY, LENGTH = timedelta(days=1), timedelta(minutes=45)
ANNA = WantedInvitee("anna@tuv.example", "Anna")
WANTED = WantedMeeting(
    subject="Roadmap",
    start_at=START,
    length_minutes=45,
    time_zone="Asia/Shanghai",
    guest_password="482913",
    invitees=(ANNA,),
)
DAILY = replace(WANTED, repeats=Cycle(Unit.DAY, 1, (), date(2026, 5, 21)))


def vendor_has(**fields: Any) -> MeetingDetail:
    """Return what the vendor has of WANTED, with ``fields`` of its own."""
    attendees = fields.pop("attendees", (Attendee(name="Anna", email="anna@tuv.example", type="outside"),))
    values: dict[str, Any] = {
        "conference_id": "967204518",
        "subject": "Roadmap",
        "start_at": START,
        "end_at": START + LENGTH,
        "guest_password": "482913",
        "config": MeetingConfig(waiting_room=False, guest_password="482913"),
        "record_type": 2,
    }
    return MeetingDetail(VendorMeeting(**(values | fields)), attendees)


@pytest.fixture
def meeting(make_meeting: MakeMeeting) -> Meeting:
    return make_meeting(start_at=START)


def changed(meeting: Meeting, wanted: WantedMeeting, detail: MeetingDetail, before: WantedMeeting = WANTED) -> Any:
    return vendor_requests.changed_request(detail=detail, meeting=meeting, before=before, wanted=wanted)


def made(meeting: Meeting, wanted: WantedMeeting, detail: MeetingDetail, before: WantedMeeting = WANTED) -> bool:
    return vendor_requests.is_made(detail=detail, meeting=meeting, before=before, wanted=wanted)


def test_a_new_meeting_is_asked_for_without_the_vendors_own_notices(meeting: Meeting) -> None:
    request = vendor_requests.booking_request(meeting=meeting, wanted=WANTED)
    assert (request.subject, request.start_at, request.length_minutes, request.language) == (
        "Roadmap",
        START,
        45,
        "en-US",
    )
    assert (request.config.send_mail, request.config.send_calendar, request.config.guest_password) == (
        False,
        False,
        "482913",
    )
    assert request.attendees == (Attendee(name="Anna", email="anna@tuv.example", type="outside"),)


@pytest.mark.parametrize(
    ("state", "organisation", "account"),
    [("works", "own", "li"), ("failing", "own", ""), ("works", "other", "")],
)
def test_a_colleague_is_named_by_an_account_that_works_here(
    meeting: Meeting, li: User, stranger: User, state: str, organisation: str, account: str
) -> None:
    tenant = meeting.tenant if organisation == "own" else stranger.tenant
    assert tenant is not None
    Identity.objects.create(tenant=tenant, person=li, third_party_user_id="li", state=state)
    wanted = replace(WANTED, invitees=(WantedInvitee(li.email, li.name, li.pk, is_cohost=True),))
    (attendee,) = vendor_requests.booking_request(meeting=meeting, wanted=wanted).attendees
    assert (attendee.account_id, attendee.app_id, attendee.type, attendee.is_host) == (
        account,
        "app" if account else "",
        "normal" if account else "outside",
        True,
    )


def test_a_change_leaves_what_others_changed_at_the_vendor(meeting: Meeting) -> None:
    detail = vendor_has(
        end_at=START + timedelta(minutes=90), config=MeetingConfig(waiting_room=True, guest_password="482913")
    )
    request = changed(meeting, replace(WANTED, subject="Roadmap 2"), detail)
    assert (request.subject, request.start_at, request.length_minutes, request.record_type) == (
        "Roadmap 2",
        START,
        90,
        2,
    )
    assert request.config.waiting_room is True
    assert request.attendees == detail.attendees


def test_a_change_of_times_and_options_is_written_over(meeting: Meeting) -> None:
    wanted = replace(WANTED, start_at=START + DAY, length_minutes=60, has_waiting_room=True, guest_password="4711")
    request = changed(meeting, wanted, vendor_has())
    assert (request.start_at, request.length_minutes) == (START + DAY, 60)
    assert (request.config.waiting_room, request.config.guest_password) == (True, "4711")


def test_people_are_added_taken_off_and_given_roles_where_they_stand(meeting: Meeting) -> None:
    bob, eve = WantedInvitee("bob@tuv.example", "Bob"), WantedInvitee("eve@tuv.example", "Eve")
    room = Attendee(name="Room 3", phone="0001", type="terminal")
    there = (Attendee(name="Anna", email="ANNA@tuv.example"), room, Attendee(name="Bob", email="bob@tuv.example"))
    detail = vendor_has(attendees=there)
    before = replace(WANTED, invitees=(ANNA, bob))
    request = changed(meeting, replace(WANTED, invitees=(replace(ANNA, is_cohost=True), eve)), detail, before)
    assert [(one.name, one.is_host) for one in request.attendees] == [
        ("Anna", True),
        ("Room 3", False),
        ("Eve", False),
    ]


def test_who_is_there_already_is_not_added_again(meeting: Meeting) -> None:
    assert changed(meeting, WANTED, vendor_has(), before=replace(WANTED, invitees=())).attendees == (
        Attendee(name="Anna", email="anna@tuv.example", type="outside"),
    )


def test_a_change_is_made_once_the_vendor_has_all_of_it(meeting: Meeting) -> None:
    wanted = replace(WANTED, subject="Roadmap 2", length_minutes=60)
    assert not made(meeting, wanted, vendor_has())
    assert not made(meeting, wanted, vendor_has(subject="Roadmap 2"))
    assert made(meeting, wanted, vendor_has(subject="Roadmap 2", end_at=START + timedelta(hours=1)))


def test_notices_that_are_not_read_back_don_t_count(meeting: Meeting) -> None:
    config = MeetingConfig(waiting_room=False, guest_password="482913", send_mail=True, send_sms=True)
    assert made(meeting, replace(WANTED, subject="Roadmap 2"), vendor_has(subject="Roadmap 2", config=config))


def test_the_rule_of_a_series_is_in_the_clock_of_its_zone() -> None:
    assert vendor_requests.cycle(WANTED) is None
    late = replace(DAILY, start_at=datetime(2026, 5, 18, 17, tzinfo=UTC))
    assert vendor_requests.cycle(late) == VendorCycle(
        unit=CycleUnit.DAY, start_date=date(2026, 5, 19), end_date=date(2026, 5, 21)
    )


@pytest.mark.parametrize(
    ("start_at", "minutes", "last", "is_made"),
    [
        (START + DAY, 45, 21, True),
        (START + DAY + LENGTH, 45, 21, False),
        (START + DAY, 60, 21, False),
        (START + DAY, 45, 22, False),
    ],
)
def test_a_series_is_changed_where_rule_time_and_length_are_those(
    meeting: Meeting, start_at: datetime, minutes: int, last: int, is_made: bool
) -> None:
    """One occurrence that stands as it would is enough: the others may have been moved for themselves."""
    end_at = start_at + timedelta(minutes=minutes)
    moved = Occurrence("2", START + 2 * DAY + LENGTH, START + 2 * DAY + 2 * LENGTH)
    detail = vendor_has(
        start_at=moved.start_at,
        end_at=moved.end_at,
        cycle=VendorCycle(unit=CycleUnit.DAY, start_date=date(2026, 5, 19), end_date=date(2026, 5, last)),
        occurrences=(moved, Occurrence("1", start_at, end_at)),
    )
    assert made(meeting, DAILY, detail, before=DAILY) == is_made


def test_a_series_is_sent_from_its_first_day_on(meeting: Meeting) -> None:
    """What the vendor answers has the times of the next occurrence, which may have been moved."""
    detail = vendor_has(start_at=START + DAY + LENGTH, end_at=START + DAY + 3 * LENGTH)
    request = changed(meeting, replace(DAILY, subject="Roadmap 2"), detail, before=DAILY)
    assert (request.start_at, request.length_minutes) == (START, 45)


def test_a_moved_occurrence_keeps_the_options_of_its_series() -> None:
    occurrence = Occurrence("1", START, START + LENGTH, record_auth_type=1)
    wanted = WantedTimes(START + DAY, 30)
    request = vendor_requests.moved_occurrence(detail=vendor_has(), occurrence=occurrence, wanted=wanted)
    assert (request.occurrence_id, request.start_at, request.length_minutes) == ("1", START + DAY, 30)
    assert (request.config, request.record_auth_type) == (vendor_has().meeting.config, 1)
    assert not vendor_requests.is_occurrence_made(occurrence=occurrence, wanted=wanted)
    there = replace(occurrence, start_at=wanted.start_at, end_at=wanted.end_at)
    assert vendor_requests.is_occurrence_made(occurrence=there, wanted=wanted)
