"""Every mail goes out once, whatever happens to the worker and the mail server."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import MIMEPart

import pytest
import time_machine
from django.db import connection
from icalendar import Calendar
from pytest_django import Settings

from notifications import delivery, failures
from notifications.models import Message
from tests.notifications.queued import queue
from tests.notifications.smtp import Inbox, free_port, mail_server

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
ICS = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REQUEST\r\nX-NAME:路线图\r\nEND:VCALENDAR\r\n"
State = Message.State


@pytest.fixture
def inbox(settings: Settings) -> Iterator[Inbox]:
    with mail_server() as (inbox, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.DEFAULT_FROM_EMAIL = "Meetings <meetings@portal.example>"
        yield inbox


def invitation(**fields: str) -> Message:
    values = {
        "subject": "邀请：路线图 · 5月19日 周二 15:00",
        "text": "陈静邀请您参加会议\n",
        "html": "<p>陈静邀请您参加会议</p>",
        "calendar": ICS,
        "calendar_method": "REQUEST",
        "sender_name": 'Chen, "Jing" 陈静 via Qingshan Meetings',
        "reply_to": "chen.jing@qingshan.example",
    }
    return queue(**(values | fields))


def body(part: MIMEPart) -> str:
    content = part.get_content()
    return (content if isinstance(content, str) else content.decode()).replace("\r\n", "\n")


def deliver(message: Message, now: datetime = NOW) -> tuple[str, int]:
    """Run the job once at ``now`` and return the message's state and how often it was attempted."""
    with time_machine.travel(now, tick=False):
        delivery.deliver_due(now=now)
    message.refresh_from_db()
    return message.state, message.attempts


def test_deliver_due_sends_text_html_and_calendar_in_this_order(inbox: Inbox) -> None:
    message = invitation()
    assert deliver(message) == (State.SENT, 1)
    (mail,) = inbox.mails
    assert mail["Subject"] == message.subject
    assert mail["From"].addresses[0].addr_spec == "meetings@portal.example"
    assert mail["From"].addresses[0].display_name == message.sender_name
    assert mail["Reply-To"].addresses[0].addr_spec == "chen.jing@qingshan.example"
    assert mail["To"].addresses[0].display_name == "Anna Schmidt"
    assert mail["Auto-Submitted"] == "auto-generated"
    alternatives, attachment = mail.iter_parts()
    assert [part.get_content_type() for part in alternatives.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    calendar = list(alternatives.iter_parts())[2]
    assert calendar["Content-Type"].params["method"] == "REQUEST"
    assert calendar["Content-Type"].params["charset"].lower() == "utf-8"
    assert body(calendar) == ICS.replace("\r\n", "\n")
    assert attachment.get_filename() == "invite.ics"
    assert attachment.get_content() == ICS.encode()
    assert str(Calendar.from_ical(attachment.get_content())["METHOD"]) == "REQUEST"
    assert (message.sent_at, message.lease_until) == (NOW, None)


def test_deliver_due_twice_sends_once(inbox: Inbox) -> None:
    message = invitation()
    assert [deliver(message), deliver(message)] == [(State.SENT, 1), (State.SENT, 1)]
    assert len(inbox.mails) == 1


def test_a_plain_mail_needs_neither_html_nor_calendar(inbox: Inbox, settings: Settings) -> None:
    deliver(queue())
    (mail,) = inbox.mails
    assert mail.get_content_type() == "text/plain"
    assert mail["From"].addresses[0].display_name == settings.PORTAL_NAME


def test_a_row_that_another_worker_holds_is_left_alone(inbox: Inbox) -> None:
    message = invitation()
    Message.objects.update(lease_until=NOW + timedelta(seconds=1))
    assert deliver(message) == (State.QUEUED, 0)
    assert inbox.mails == []


def test_a_worker_killed_after_the_server_took_the_mail_leaves_a_recognisable_copy(inbox: Inbox) -> None:
    message = invitation()
    deliver(message)
    # The kill: the commit of the result is lost, the lease stays.
    Message.objects.update(state=State.QUEUED, sent_at=None, lease_until=NOW + delivery.LEASE)
    assert delivery.deliver_due(now=NOW) == 0
    assert deliver(message, NOW + delivery.LEASE + timedelta(seconds=1)) == (State.SENT, 2)
    assert len({mail["Message-ID"] for mail in inbox.mails}) == 1
    assert len(inbox.mails) == 2


@pytest.mark.parametrize(
    ("answer", "recipient_answer", "state", "reason"),
    [
        ("451 try later", "250 OK", State.QUEUED, "451 try later"),
        ("554 no", "250 OK", State.FAILED, "554 no"),
        ("250 OK", "450 greylisted", State.QUEUED, "450 greylisted"),
        ("250 OK", "550 no such user", State.FAILED, "550 no such user"),
        ("554 Hourly limit. Try again later", "250 OK", State.QUEUED, "554 Hourly limit. Try again later"),
        ("250 OK", "554 Domain limit. Try again later", State.QUEUED, "554 Domain limit. Try again later"),
        ("554 5.3.4 Message size exceeds limit", "250 OK", State.FAILED, "554 5.3.4 Message size exceeds limit"),
    ],
)
def test_what_the_mail_server_says_decides(
    inbox: Inbox, answer: str, recipient_answer: str, state: str, reason: str
) -> None:
    inbox.answer, inbox.recipient_answer = answer, recipient_answer
    message = invitation()
    assert deliver(message) == (state, 1)
    assert message.failure == reason
    assert message.lease_until is None
    if state == State.QUEUED:
        assert message.next_attempt_at == NOW + delivery.PAUSES[0]


def test_a_mail_server_that_is_away_costs_one_attempt_and_no_mail(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    first, second = invitation(), invitation(dedup_key="other")
    assert delivery.deliver_due(now=NOW) == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.attempts, second.attempts) == (State.QUEUED, 1, 0)
    assert "ConnectionRefusedError" in first.failure


def test_after_the_last_attempt_it_failed_and_can_be_sent_again(inbox: Inbox) -> None:
    inbox.answer = "451 try later"
    message, now = invitation(), NOW
    for number, pause in enumerate(delivery.PAUSES, start=1):
        assert deliver(message, now) == (State.QUEUED, number)
        assert deliver(message, now) == (State.QUEUED, number)
        now += pause
    last = len(delivery.PAUSES) + 1
    assert deliver(message, now) == (State.FAILED, last)
    inbox.answer = "250 OK"
    assert deliver(message, now) == (State.FAILED, last)
    assert delivery.send_again(message_id=message.pk, now=now)
    assert not delivery.send_again(message_id=message.pk, now=now)
    assert deliver(message, now) == (State.SENT, 1)


def test_an_address_that_cannot_be_written_fails_with_its_reason(inbox: Inbox) -> None:
    message = invitation(recipient="änna@tuv.example")
    assert deliver(message) == (State.FAILED, 1)
    assert "UnicodeEncodeError" in message.failure


def test_deliver_due_sends_all_that_are_due_over_one_connection(inbox: Inbox) -> None:
    for number in range(3):
        invitation(dedup_key=f"k{number}")
    late = invitation(dedup_key="late")
    Message.objects.filter(pk=late.pk).update(next_attempt_at=NOW + timedelta(minutes=1))
    assert delivery.deliver_due(now=NOW) == 3
    assert len(inbox.mails) == 3
    assert delivery.deliver_due(now=NOW + timedelta(minutes=1)) == 1


def test_a_quota_that_meets_the_sender_leaves_the_other_mails_alone(inbox: Inbox) -> None:
    inbox.sender_answer = "550 5.4.5 Daily quota"
    first, second = invitation(), invitation(dedup_key="other")
    assert deliver(first) == (State.QUEUED, 1)
    second.refresh_from_db()
    assert (first.failure, second.attempts) == ("550 5.4.5 Daily quota", 0)


def test_a_limit_of_a_day_is_outlasted() -> None:
    assert sum(delivery.PAUSES, timedelta()) > timedelta(days=1)


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", ""])
def test_a_session_that_the_server_ends_is_opened_anew_and_charges_no_other_mail(inbox: Inbox, command: str) -> None:
    inbox.mails_per_session, inbox.ends_at = 2, command
    messages = [invitation(dedup_key=f"k{number}") for number in range(5)]
    assert delivery.deliver_due(now=NOW) == 5
    assert (len(inbox.mails), inbox.sessions) == (5, 3)
    for message in messages:
        message.refresh_from_db()
    assert {(message.state, message.attempts) for message in messages} == {(State.SENT, 1)}


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA", ""])
def test_a_server_that_takes_no_mail_over_a_connection_is_charged_to_one(inbox: Inbox, command: str) -> None:
    inbox.mails_per_session, inbox.ends_at = 0, command
    first, second = invitation(), invitation(dedup_key="other")
    assert deliver(first) == (State.QUEUED, 1)
    second.refresh_from_db()
    assert (second.attempts, inbox.sessions) == (0, 1)
    inbox.mails_per_session = 2
    assert deliver(first, NOW + delivery.PAUSES[0]) == (State.SENT, 2)
    second.refresh_from_db()
    assert (second.state, second.attempts) == (State.SENT, 1)


def test_a_refused_mail_leaves_nothing_behind_for_the_next_one(inbox: Inbox) -> None:
    inbox.answer = "554 no"
    messages = [invitation(dedup_key=f"k{number}") for number in range(3)]
    assert delivery.deliver_due(now=NOW) == 0
    assert {deliver(message) for message in messages} == {(State.FAILED, 1)}


def test_a_row_that_cannot_be_read_leaves_the_other_mails_alone(inbox: Inbox) -> None:
    unreadable, other = invitation(), invitation(dedup_key="other")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE notifications_message SET text = 'no ciphertext' WHERE id = %s", [unreadable.pk])
    assert delivery.deliver_due(now=NOW) == 1
    assert Message.objects.values_list("state", flat=True).get(pk=other.pk) == State.SENT
    row = Message.objects.only("state", "attempts", "failure", "lease_until").get(pk=unreadable.pk)
    assert (row.state, row.attempts, row.lease_until) == (State.QUEUED, 1, None)
    assert failures.classify(row.failure).reason == failures.Reason.UNREADABLE
