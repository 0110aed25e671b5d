"""Who is told what, in whose words, and what their calendar makes of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from pytest_django import DjangoAssertNumQueries

from meetings.mails import queueing
from meetings.models import Invitee, Meeting, VendorWrite
from meetings.snapshots import MeetingSnapshot, Span
from notifications.models import Message
from tests.factories.fixtures import MakeSeries
from tests.factories.invitees import NOW, invite
from tests.factories.page_words import flat
from tests.meetings.mails.sent import event_in, mail_to

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def test_queue_invitations_writes_to_each_in_their_words_and_on_their_clock(
    meeting: Meeting, markus: Invitee, li_wei: Invitee, anna: Invitee
) -> None:
    queueing.queue_invitations(meeting=meeting, now=NOW)
    assert [(m.recipient, m.kind, m.calendar_method) for m in Message.objects.order_by("pk")] == [
        ("chen.jing@qingshan.example", "own", "PUBLISH"),
        ("m.weber@qingshan.example", "invitation", "REQUEST"),
        ("li.wei@qingshan.example", "invitation", "REQUEST"),
        ("anna@tuv.example", "invitation", "REQUEST"),
    ]
    assert mail_to(markus).subject == "Invitation: Q3 roadmap with Munich: sen… · Tue 19 May, 09:00"
    assert mail_to(anna).subject == "Invitation: Q3 roadmap with Munich: sen… · Tue 19 May, 15:00"
    assert mail_to(li_wei).subject.endswith("… · 5月19日 周二 15:00")
    assert '<html lang="zh-Hans"' in flat(mail_to(li_wei).html)
    assert mail_to(markus).sender_name == "陈静 Chen Jing via Qingshan Meetings"
    assert all(len(message.subject) <= 60 for message in Message.objects.all())


def test_no_mail_holds_a_host_password_a_scheme_or_somebody_elses_link(
    meeting: Meeting, markus: Invitee, anna: Invitee
) -> None:
    before = MeetingSnapshot.of(meeting)
    queueing.queue_invitations(meeting=meeting, now=NOW)
    meeting.start_at += timedelta(days=1)
    queueing.queue_change(meeting=meeting, before=before, now=LATER)
    queueing.queue_cancellation(meeting=meeting, now=LATER)
    tokens = dict(meeting.invitees.values_list("email", "join_token"))
    assert Message.objects.count() == 9
    for message in Message.objects.all():
        whole = message.text + message.html + message.calendar + message.subject
        assert meeting.host_password not in whole
        assert "cloudlink" not in whole
        assert [email for email, token in tokens.items() if token in whole] in ([], [message.recipient])


def test_queue_invitations_twice_is_one_mail_each(meeting: Meeting, markus: Invitee) -> None:
    queueing.queue_invitations(meeting=meeting, now=NOW)
    queueing.queue_invitations(meeting=meeting, now=LATER)
    assert Message.objects.count() == 2


def test_where_nobody_is_told_the_organiser_still_gets_their_copy(meeting: Meeting, markus: Invitee) -> None:
    meeting.tells_invitees = False
    before = MeetingSnapshot.of(meeting)
    queueing.queue_invitations(meeting=meeting, now=NOW)
    meeting.start_at += timedelta(days=1)
    queueing.queue_change(meeting=meeting, before=before, now=LATER)
    queueing.queue_cancellation(meeting=meeting, now=LATER)
    assert list(Message.objects.order_by("pk").values_list("kind", "recipient")) == [
        ("own", meeting.organiser.email),
        ("changed", meeting.organiser.email),
        ("cancelled", meeting.organiser.email),
    ]


def test_the_calendar_of_an_invitation_names_its_reader_only(meeting: Meeting, markus: Invitee, anna: Invitee) -> None:
    meeting.subject = "与慕尼黑讨论第三季度路线图：B 线传感器、认证和 2027 年预算，" * 3
    meeting.save()
    queueing.queue_invitations(meeting=meeting, now=NOW)
    message = mail_to(anna)
    raw = message.calendar.encode()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    calendar, event = Calendar.from_ical(message.calendar), event_in(message)
    assert (calendar["METHOD"], calendar["VERSION"]) == ("REQUEST", "2.0")
    assert event["UID"] == "5f0c@meetings.qingshan.example"
    assert event["SEQUENCE"] == 0
    assert event["SUMMARY"] == meeting.subject
    assert event["STATUS"] == "CONFIRMED"
    assert event["DTSTART"].to_ical() == b"20260519T070000Z"
    assert event["DTEND"].to_ical() == b"20260519T074500Z"
    assert event.DTSTAMP == NOW
    assert str(event["URL"]) == f"http://127.0.0.1:8000/j/{anna.join_token}/"
    assert f"/j/{anna.join_token}/" in str(event["DESCRIPTION"])
    assert str(event["ORGANIZER"]) == "mailto:chen.jing@qingshan.example"
    assert event["ORGANIZER"].params["CN"] == "陈静 Chen Jing"
    assert str(event["ATTENDEE"]) == "mailto:anna@tuv.example"
    assert dict(event["ATTENDEE"].params) == {
        "CN": "Anna Schmidt",
        "CUTYPE": "INDIVIDUAL",
        "PARTSTAT": "NEEDS-ACTION",
        "ROLE": "REQ-PARTICIPANT",
        "RSVP": "FALSE",
    }


def test_the_organisers_own_copy_is_published_without_attendees(meeting: Meeting, anna: Invitee) -> None:
    queueing.queue_invitations(meeting=meeting, now=NOW)
    own = Message.objects.get(kind="own")
    assert (own.calendar_method, own.reply_to, own.sender_name) == ("PUBLISH", "", "")
    assert "ATTENDEE" not in event_in(own)


def test_somebody_removed_and_invited_again_is_told_each_time(meeting: Meeting, anna: Invitee) -> None:
    for removed_at in (LATER, None, LATER):
        before = MeetingSnapshot.of(meeting)
        anna.removed_at = removed_at
        anna.save()
        queueing.queue_change(meeting=meeting, before=before, now=LATER)
    assert list(Message.objects.order_by("pk").values_list("kind", flat=True)) == [
        "uninvited",
        "invitation",
        "uninvited",
    ]


def test_queue_result_is_silent_where_the_own_copy_says_it(meeting: Meeting) -> None:
    write = VendorWrite(pk=1, meeting=meeting, kind="create", state="done", requested_by=meeting.organiser)
    queueing.queue_invitations(meeting=meeting, now=NOW)
    queueing.queue_result(meeting=meeting, write=write, now=NOW)
    assert list(Message.objects.values_list("kind", flat=True)) == ["own"]


def test_the_occurrences_of_a_series_are_read_once_for_all_its_mails(make_series: MakeSeries) -> None:
    series = make_series(
        start_at=NOW + timedelta(days=1), guests=tuple(f"guest{number}@tuv.example" for number in range(4))
    )
    before, occurrence = MeetingSnapshot.of(series), series.occurrences.all()[1]
    series.subject, was = "Roadmap 2", Span(occurrence.start_at - timedelta(hours=1), occurrence.end_at)
    told: dict[str, Callable[[], None]] = {
        "invitation": lambda: queueing.queue_invitations(meeting=series, now=NOW),
        "edit": lambda: queueing.queue_moved_occurrence(meeting=series, occurrence=occurrence, was=was, now=NOW),
        "cancel": lambda: queueing.queue_cancelled_occurrence(
            meeting=series, occurrence=occurrence, by=series.organiser, note="", now=NOW
        ),
        "cancellation": lambda: queueing.queue_cancellation(meeting=series, now=NOW),
    }
    for kind, queue in told.items():
        with CaptureQueriesContext(connection) as found:
            queue()
        assert sum('FROM "meetings_occurrence"' in query["sql"] for query in found) == 1, kind
    with CaptureQueriesContext(connection) as found:
        queueing.queue_change(meeting=series, before=before, now=NOW)
    assert sum('FROM "meetings_occurrence"' in query["sql"] for query in found) <= 2, "once to compare"
    assert Message.objects.count() == 25


@pytest.mark.parametrize("count", [1, 30])
def test_the_mails_of_one_event_cost_one_statement(
    meeting: Meeting, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        invite(meeting, f"guest{number}@tuv.example", name=f"Guest {number}")
    with django_assert_num_queries(2):  # who is invited, and the rows of the outbox
        queueing.queue_invitations(meeting=meeting, now=NOW)
    assert Message.objects.filter(kind="invitation").count() == count
