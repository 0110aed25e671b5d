"""Ending a meeting for everybody: once, told truly, and nothing that has to be repeated blindly."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from control import tasks
from control.errors import ControlRefused
from control.models import ControlAction
from control.services import ending
from meetings.errors import NotAllowed, ReferenceUsed, TooLate, WriteInProgress
from meetings.models import Meeting
from meetings.models.vendor_write import LEASE
from meetings.services import booking
from tests.control.rounds import run_jobs
from tests.factories.booking_requests import asked
from tests.factories.control import make_action
from tests.factories.fixtures import MakeMeeting
from tests.factories.vendor import Vendor
from tests.flows.actions import forget_enqueued

pytestmark = pytest.mark.django_db(transaction=True)


def now() -> datetime:
    return datetime.now(UTC)


def end(meeting: Meeting, by: User, *, reference: str = "end") -> ControlAction:
    fresh = Meeting.objects.select_related("organiser", "tenant__application").get(pk=meeting.pk)
    return ending.end(meeting=fresh, by=by, reference=reference, now=now())


def is_running(vendor: Vendor, meeting: Meeting) -> bool:
    return bool(vendor.conference(meeting)["is_running"])


def told(action: ControlAction) -> tuple[str, bool, str]:
    return action.state, action.was_needless, action.error_code


def test_it_is_over_for_everybody_and_the_row_says_so(vendor: Vendor, chen: User, running: Meeting) -> None:
    assert told(end(running, chen)) == ("done", False, "")
    assert (is_running(vendor, running), vendor.conference(running)["participants"]) == (False, [])
    # The booking stays until its end, as the enterprise has it: who wants to may come back in.
    assert Meeting.objects.get().state == Meeting.State.BOOKED


def test_where_the_booking_goes_with_it_the_meeting_has_ended(vendor: Vendor, chen: User, running: Meeting) -> None:
    vendor.assume(ended_by_host="goes")
    assert told(end(running, chen)) == ("done", False, "")
    assert Meeting.objects.get().state == Meeting.State.ENDED
    assert told(end(running, chen, reference="again")) == ("done", True, "")


def test_the_same_click_twice_is_one_call(vendor: Vendor, chen: User, running: Meeting) -> None:
    assert end(running, chen).pk == end(running, chen).pk
    assert len(vendor.sent("end")) == 1


def test_who_is_slower_than_another_host_is_told_that_it_is_over(vendor: Vendor, chen: User, running: Meeting) -> None:
    end(running, chen)
    second = end(running, chen, reference="another click")
    assert told(second) == ("done", True, "")
    assert len(vendor.sent("end")) == 1


def test_what_somebody_has_ended_in_the_client_is_over(vendor: Vendor, chen: User, running: Meeting) -> None:
    vendor.end(chen, running)
    assert told(end(running, chen)) == ("done", True, "")


def test_a_meeting_that_nobody_has_begun_is_not_ended(vendor: Vendor, chen: User) -> None:
    meeting = booking.book(organiser=chen, request=asked(), reference="book", now=now())
    with pytest.raises(ControlRefused) as refused:
        end(meeting, chen)
    assert (refused.value.code, refused.value.status) == ("not_running", 409)
    assert Meeting.objects.get().state == Meeting.State.BOOKED


def test_a_meeting_that_runs_although_our_row_does_not_know_it_yet(vendor: Vendor, chen: User) -> None:
    meeting = booking.book(
        organiser=chen, request=asked(start_at=now() + timedelta(minutes=9)), reference="book", now=now()
    )
    vendor.enter(meeting)
    assert Meeting.objects.get().state == Meeting.State.BOOKED
    assert told(end(meeting, chen)) == ("done", False, "")
    assert is_running(vendor, meeting) is False


@pytest.mark.parametrize("known", ["999999", ""])
def test_a_host_password_that_was_changed_elsewhere_is_read_anew(
    vendor: Vendor, chen: User, running: Meeting, known: str
) -> None:
    Meeting.objects.update(host_password=known)
    assert told(end(running, chen)) == ("done", False, "")
    assert len(vendor.sent("end")) == 1


def test_only_its_hosts_may_end_it(vendor: Vendor, li: User, running: Meeting) -> None:
    with pytest.raises(NotAllowed):
        end(running, li)
    running.invitees.filter(person=li).update(role="cohost")
    assert told(end(running, li)) == ("done", False, "")


@pytest.mark.parametrize(
    ("state", "error"),
    [("requested", WriteInProgress), ("cancelled", TooLate), ("refused", TooLate)],
)
def test_what_does_not_stand_can_not_be_ended(
    chen: User, make_meeting: MakeMeeting, state: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        end(make_meeting(state=state), chen)
    assert not ControlAction.objects.exists()


def test_a_reference_that_was_used_for_another_meeting(vendor: Vendor, chen: User, running: Meeting) -> None:
    end(running, chen)
    other = booking.book(organiser=chen, request=asked(), reference="other", now=now())
    with pytest.raises(ReferenceUsed):
        end(other, chen)


def test_a_refusal_is_told_in_its_own_words_and_again_to_the_same_click(
    vendor: Vendor, chen: User, running: Meeting
) -> None:
    vendor.refuse("end", code="MMC.111072010")
    for _ in range(2):
        with pytest.raises(ControlRefused) as refused:
            end(running, chen)
        found = refused.value
        assert (found.code, found.vendor_code, found.vendor_request_id) == (
            "refused_by_vendor",
            "MMC.111072010",
            "refused-1",
        )
    assert is_running(vendor, running)


def test_a_service_that_is_away_leaves_all_as_it_was(vendor: Vendor, chen: User, running: Meeting) -> None:
    vendor.go_away()
    with pytest.raises(ControlRefused) as refused:
        end(running, chen)
    assert refused.value.vendor_code == "NOT_REACHED"
    vendor.come_back()
    assert is_running(vendor, running)


def test_an_answer_that_was_lost_is_looked_up(vendor: Vendor, chen: User, running: Meeting) -> None:
    forget_enqueued()
    vendor.lose_answer("end")
    assert end(running, chen).state == "unconfirmed"
    assert end(running, chen).state == "unconfirmed"  # the same click once more
    run_jobs()
    assert told(ControlAction.objects.get()) == ("done", False, "")
    assert (is_running(vendor, running), len(vendor.sent("end"))) == (False, 1)
    assert Meeting.objects.get().state == Meeting.State.BOOKED


def test_what_never_came_to_be_is_told_and_not_repeated(vendor: Vendor, chen: User, running: Meeting) -> None:
    forget_enqueued()
    vendor.cut_before("end")
    assert end(running, chen).state == "unconfirmed"
    run_jobs()
    action = ControlAction.objects.get()
    assert told(action) == ("refused", False, "NOT_CONFIRMED")
    assert action.agreeing_checks == 1  # and the second, which decided
    assert is_running(vendor, running)
    assert vendor.sent("end") == []


def test_who_died_in_the_middle_is_looked_up_once_the_lease_is_over(
    vendor: Vendor, chen: User, running: Meeting
) -> None:
    forget_enqueued()
    make_action(running, state="sent", lease_until=now() + LEASE)
    tasks.sweep()
    assert ControlAction.objects.get().state == "sent"
    ControlAction.objects.update(lease_until=now() - timedelta(seconds=1))
    run_jobs()
    assert told(ControlAction.objects.get()) == ("refused", False, "NOT_CONFIRMED")


def test_a_service_that_stays_away_is_not_asked_for_ever(vendor: Vendor, chen: User, running: Meeting) -> None:
    vendor.go_away()
    make_action(running, state="unconfirmed", next_check_at=now(), created_at=now() - timedelta(minutes=9))
    tasks.look_up(action_id=ControlAction.objects.get().pk)
    assert ControlAction.objects.get().state == "unconfirmed"
    ControlAction.objects.update(next_check_at=now(), created_at=now() - timedelta(minutes=11))
    tasks.look_up(action_id=ControlAction.objects.get().pk)
    assert told(ControlAction.objects.get()) == ("refused", False, "NOT_CONFIRMED")
