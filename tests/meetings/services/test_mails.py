"""Mails that did not arrive are sent again by whoever may, once."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from meetings.errors import MeetingError, NotAllowed
from meetings.models import Meeting
from meetings.services import mails
from notifications.models import Message
from tests.factories.fixtures import MakeMeeting
from tests.notifications.queued import queue

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
LIMIT = "554 Hourly limit. Try again later"


@pytest.fixture
def meeting(make_meeting: MakeMeeting) -> Meeting:
    return make_meeting(guests=("anna@tuv.example",))


def failed(meeting: Meeting, **fields: str) -> Message:
    message = queue(**({"about": f"meeting:{meeting.pk}"} | fields))
    Message.objects.filter(pk=message.pk).update(state="failed", failure=LIMIT, attempts=10)
    return message


@pytest.mark.parametrize("who", ["chen", "zhao", "operator"])
def test_send_again_twice_queues_it_once(meeting: Meeting, who: str, request: pytest.FixtureRequest) -> None:
    by: User = request.getfixturevalue(who)
    message = failed(meeting)
    later = NOW + timedelta(hours=1)
    assert [mails.send_again(message_id=message.pk, by=by, now=later) for _ in range(2)] == [True, False]
    message.refresh_from_db()
    assert (message.state, message.attempts, message.next_attempt_at, message.failure) == ("queued", 0, later, "")


def test_send_again_what_has_been_sent_does_nothing(meeting: Meeting, chen: User) -> None:
    message = failed(meeting)
    Message.objects.update(state="sent")
    assert not mails.send_again(message_id=message.pk, by=chen, now=NOW)


@pytest.mark.parametrize("who", ["li", "stranger"])
def test_send_again_is_for_those_who_may_change_the_meeting(
    meeting: Meeting, who: str, request: pytest.FixtureRequest
) -> None:
    by: User = request.getfixturevalue(who)
    message = failed(meeting)
    with pytest.raises(NotAllowed):
        mails.send_again(message_id=message.pk, by=by, now=NOW)
    assert Message.objects.get().state == "failed"


def test_an_administrator_of_another_organisation_neither_sees_it_nor_sends_it(
    meeting: Meeting, stranger: User
) -> None:
    stranger.role = User.Role.TENANT_ADMIN
    stranger.save()
    message = failed(meeting)
    assert not mails.undelivered(by=stranger).exists()
    with pytest.raises(NotAllowed):
        mails.send_again(message_id=message.pk, by=stranger, now=NOW)


def test_send_again_where_something_newer_was_told_is_refused(meeting: Meeting, chen: User) -> None:
    message = failed(meeting)
    failed(meeting, dedup_key="newer", recipient="Anna@tuv.example")
    with pytest.raises(MeetingError, match="out of date"):
        mails.send_again(message_id=message.pk, by=chen, now=NOW)


def test_send_again_to_an_address_that_a_person_has_left_is_refused(meeting: Meeting, chen: User, li: User) -> None:
    message = failed(meeting, recipient="li.old@qingshan.example")
    with pytest.raises(MeetingError, match="nobody has that address"):
        mails.send_again(message_id=message.pk, by=chen, now=NOW)


def test_undelivered_are_the_failed_and_those_that_wait_for_another_attempt(
    meeting: Meeting, zhao: User, operator: User, chen: User
) -> None:
    first = failed(meeting)
    waiting = failed(meeting, dedup_key="waiting")
    Message.objects.filter(pk=waiting.pk).update(state="queued")
    password = failed(meeting, dedup_key="password", about=f"person:{chen.pk}", recipient=chen.email)
    queue(dedup_key="new", about=f"meeting:{meeting.pk}")
    elsewhere = failed(meeting, dedup_key="elsewhere", about="something:1")
    assert set(mails.undelivered(by=zhao)) == {first, waiting, password}
    assert set(mails.undelivered(by=operator)) == {first, waiting, password, elsewhere}
    assert not mails.undelivered(by=chen).exists()


def test_worth_sending_are_those_that_are_not_out_of_date(meeting: Meeting, zhao: User, chen: User) -> None:
    failed(meeting)
    newer = failed(meeting, dedup_key="newer", recipient="Anna@tuv.example")
    waiting = failed(meeting, dedup_key="waiting", recipient="li.old@qingshan.example")
    Message.objects.filter(pk=waiting.pk).update(state="queued")
    failed(meeting, dedup_key="left", recipient="li.older@qingshan.example")
    password = failed(meeting, dedup_key="password", about=f"person:{chen.pk}", recipient=chen.email)
    failed(meeting, dedup_key="old password", about=f"person:{chen.pk}", recipient="chen.old@qingshan.example")
    assert set(mails.worth_sending(by=zhao)) == {newer, waiting, password}
    assert Message.objects.count() == mails.undelivered(by=zhao).count()
