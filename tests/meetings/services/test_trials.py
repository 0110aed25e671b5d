"""A trial of the connection: booked, read back, cancelled, and never left over."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.errors import NotAllowed
from accounts.models import Identity, Tenant, User
from meetings.errors import MeetingError, WriteInProgress
from meetings.models import Meeting, TrialMeeting
from meetings.problems import Code
from meetings.services import trials
from notifications.models import Message
from tests.factories.vendor import Vendor
from tests.flows.actions import BETWEEN_ROUNDS, forget_enqueued, round_of_jobs

pytestmark = pytest.mark.django_db(transaction=True)
SUBJECT = "Trial of the connection"


@pytest.fixture
def administrator(qingshan: Tenant, chen: User) -> User:
    """Chen, whose User ID is the organisation's."""
    forget_enqueued()
    Tenant.objects.update(administrator_user_id="chen")
    qingshan.refresh_from_db()
    return chen


def run(by: User, now: datetime | None = None) -> TrialMeeting:
    return trials.run(by=by, tenant=Tenant.objects.get(name="Qingshan"), now=now or datetime.now(UTC))


def until_over(now: datetime) -> None:
    """Let the jobs run while the time passes."""
    for number in range(1, 9):
        then = now + number * BETWEEN_ROUNDS
        round_of_jobs(then)
        trials.take_back_left_over(now=then)
    assert TrialMeeting.objects.get().next_attempt_at is None


def test_run_books_as_the_administrators_user_id_and_leaves_nothing(
    vendor: Vendor, administrator: User, zhao: User
) -> None:
    trial = run(zhao)
    (meeting,) = Meeting.objects.all()
    assert (trial.organiser, trial.was_read, trial.next_attempt_at) == (administrator, True, None)
    assert (meeting.state, meeting.subject, meeting.organiser) == ("cancelled", SUBJECT, administrator)
    assert (len(vendor.sent("create")), vendor.details(administrator)) == (1, [])
    begins = meeting.start_at.astimezone(administrator.zone)
    assert (begins.hour, meeting.length_minutes, meeting.invitees.count()) == (7, 15, 1)
    assert set(Message.objects.values_list("recipient", flat=True)) <= {administrator.email}


def test_run_books_in_ones_own_name_where_the_user_id_is_nobody_here(vendor: Vendor, chen: User, zhao: User) -> None:
    with pytest.raises(MeetingError) as caught:
        run(zhao)
    assert caught.value.code == Code.TRIAL_OF_NOBODY
    User.objects.filter(pk=chen.pk).update(role=User.Role.TENANT_ADMIN)
    assert run(User.objects.get(pk=chen.pk)).organiser == chen


def test_run_that_is_refused_says_so_and_is_over(vendor: Vendor, administrator: User, zhao: User) -> None:
    vendor.refuse("create", code="MMC.111071014")
    trial = run(zhao)
    write = trials.booking_of(trial=trial)
    assert write is not None
    assert (write.error_code, trial.next_attempt_at, vendor.details(administrator)) == ("MMC.111071014", None, [])


@pytest.mark.parametrize("call", ["create", "cancel"])
def test_run_whose_answer_is_lost_leaves_nothing(vendor: Vendor, administrator: User, zhao: User, call: str) -> None:
    vendor.lose_answer(call)
    now = datetime.now(UTC)
    trial = run(zhao, now)
    assert trial.next_attempt_at == now + timedelta(minutes=1)
    with pytest.raises(WriteInProgress):
        run(zhao, now)
    until_over(now)
    assert (Meeting.objects.get().state, vendor.details(administrator)) == ("cancelled", [])
    assert run(zhao, now).was_read


def test_run_that_can_not_cancel_tries_again(vendor: Vendor, administrator: User, zhao: User) -> None:
    vendor.refuse("cancel", code="MMC.111070001")
    now = datetime.now(UTC)
    assert run(zhao, now).next_attempt_at
    assert len(vendor.details(administrator)) == 1
    until_over(now)
    assert (Meeting.objects.get().state, vendor.details(administrator)) == ("cancelled", [])


def test_run_while_the_service_is_away_books_nothing_later(vendor: Vendor, administrator: User, zhao: User) -> None:
    vendor.go_away()
    now = datetime.now(UTC)
    trial = run(zhao, now)
    assert (Meeting.objects.get().state, trial.next_attempt_at) == ("cancelled", None)
    vendor.come_back()
    round_of_jobs(now + BETWEEN_ROUNDS)
    assert vendor.sent("create") == []


def test_run_by_others_is_refused(vendor: Vendor, administrator: User, stranger: User, li: User) -> None:
    for person in (stranger, li):
        with pytest.raises(NotAllowed):
            run(person)
    assert not TrialMeeting.objects.exists()


def test_run_in_the_name_of_somebody_disabled_stores_nothing(vendor: Vendor, administrator: User, zhao: User) -> None:
    Identity.objects.update(state=Identity.State.DISABLED)
    with pytest.raises(Exception, match="switched off"):
        run(zhao)
    assert (Meeting.objects.exists(), TrialMeeting.objects.exists()) == (False, False)
