"""Who is told what, in whose words, and what their calendar makes of it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar, Event
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from meetings import invitee_links
from meetings.mails import queueing
from meetings.models import Invitee, Meeting, VendorWrite
from meetings.snapshots import MeetingSnapshot, Span
from notifications.models import Message
from tests.factories.fixtures import MakeSeries
from tests.factories.invitees import NOW, START, TITLE, invite, make_meeting, make_organiser, make_tenant
from tests.factories.page_words import flat

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def organiser() -> User:
    return make_organiser(make_tenant())


@pytest.fixture
def meeting(organiser: User) -> Meeting:
    return make_meeting(organiser)


@pytest.fixture
def markus(meeting: Meeting) -> Invitee:
    person = User.objects.create_user(
        "m.weber@qingshan.example",
        name="Markus Weber",
        tenant=meeting.tenant,
        language="en",
        time_zone="Europe/Berlin",
    )
    return invite(meeting, person)


@pytest.fixture
def li_wei(meeting: Meeting) -> Invitee:
    person = User.objects.create_user("li.wei@qingshan.example", name="李伟", tenant=meeting.tenant)
    return invite(meeting, person)


@pytest.fixture
def anna(meeting: Meeting) -> Invitee:
    return invite(meeting, "anna@tuv.example", name="Anna Schmidt")


def mail_to(invitee: Invitee) -> Message:
    return Message.objects.filter(recipient=invitee.email).latest("pk")


def event_in(message: Message) -> Event:
    (event,) = Calendar.from_ical(message.calendar).walk("VEVENT")
    assert isinstance(event, Event)
    return event


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


def test_the_text_of_an_invitation_holds_all_facts_with_the_link_alone_on_its_line(
    meeting: Meeting, markus: Invitee
) -> None:
    queueing.queue_invitations(meeting=meeting, now=NOW)
    assert mail_to(markus).text == (
        "Qingshan Instruments\n\n"
        "陈静 Chen Jing invites you\n\n"
        "Q3 roadmap with Munich: sensor line B, certification and the 2027 budget\n\n"
        "Tuesday 19 May, 09:00–09:45\n"
        "Your time, Berlin (UTC+2) · 15:00 in Shanghai\n\n"
        "Join the meeting:\n"
        f"http://127.0.0.1:8000/j/{markus.join_token}/\n\n"
        "Meeting ID: 967 204 518\n"
        "Password: 482 913\n"
        "By phone: 021-53290029, then the two numbers above\n"
        "In a room: Key in the meeting ID on the room display\n\n"
        "The calendar entry is attached and follows every change. Your link is\n"
        "personal; it stays the same when the meeting moves. Replies go to 陈静\n"
        "Chen Jing.\n"
    )


def test_the_html_of_an_invitation_is_whole_and_loads_nothing(meeting: Meeting, markus: Invitee) -> None:
    meeting.subject = '<b>Chen & "Co"</b>'
    meeting.save()
    queueing.queue_invitations(meeting=meeting, now=NOW)
    html = mail_to(markus).html
    assert len(html.encode()) < 100_000
    assert "&lt;b&gt;Chen &amp; &quot;Co&quot;&lt;/b&gt;" in html
    assert "<b>Chen" not in html
    assert '<span lang="zh-Hans">陈静</span> Chen Jing invites you' in html
    assert html.count("<h1") == 1
    assert html.count(f"http://127.0.0.1:8000/j/{markus.join_token}/") == 4
    for forbidden in ("<img", "<script", "<form", "cloudlink:", "url("):
        assert forbidden not in html


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


def test_queue_change_of_the_time_says_what_became_of_what(meeting: Meeting, markus: Invitee) -> None:
    before = MeetingSnapshot.of(meeting)
    meeting.start_at = START + timedelta(days=1, hours=1, minutes=30)
    meeting.length_minutes = 60
    meeting.save()
    queueing.queue_change(meeting=meeting, before=before, now=LATER)
    message = mail_to(markus)
    assert message.subject == "Moved: Q3 roadmap with Munich: sens… · now Wed 20 May, 10:30"
    assert message.text == (
        "Qingshan Instruments\n\n"
        "The meeting has moved. Your link stays the same.\n\n"
        "陈静 Chen Jing moved the meeting\n\n"
        f"{TITLE}\n\n"
        "Before: Tuesday 19 May, 09:00–09:45\n"
        "Now: Wednesday 20 May, 10:30–11:30\n"
        "Your time, Berlin (UTC+2) · 16:30 in Shanghai\n\n"
        "Join the meeting:\n"
        f"http://127.0.0.1:8000/j/{markus.join_token}/\n\n"
        "Meeting ID: 967 204 518, unchanged\n"
        "Password: 482 913, unchanged\n\n"
        "Your calendar entry changes with the attached file. Your link stays the\n"
        "same. Replies go to 陈静 Chen Jing.\n"
    )
    event = event_in(message)
    assert (message.calendar_method, event["SEQUENCE"], event.DTSTART) == (
        "REQUEST",
        1,
        datetime(2026, 5, 20, 8, 30, tzinfo=UTC),
    )
    assert Meeting.objects.get().ical_sequence == 1


def test_queue_change_of_the_title_shows_both(meeting: Meeting, markus: Invitee) -> None:
    before = MeetingSnapshot.of(meeting)
    meeting.subject, meeting.guest_password = "Roadmap", "110022"
    queueing.queue_change(meeting=meeting, before=before, now=LATER)
    message = mail_to(markus)
    assert message.subject == "Changed: Roadmap · Tue 19 May, 09:00"
    assert f"Title: {TITLE[:40]}" in message.text
    assert "Password: 110 022, new" in message.text
    assert "Before:" not in message.text


def test_queue_change_of_nothing_that_matters_is_silent(meeting: Meeting, markus: Invitee) -> None:
    before = MeetingSnapshot.of(meeting)
    meeting.mutes_on_entry = not meeting.mutes_on_entry
    queueing.queue_change(meeting=meeting, before=before, now=LATER)
    assert (Message.objects.count(), meeting.ical_sequence) == (0, 0)


def test_queue_change_of_the_list_invites_the_new_and_tells_the_removed(
    meeting: Meeting, markus: Invitee, anna: Invitee
) -> None:
    before = MeetingSnapshot.of(meeting)
    anna.removed_at = LATER
    anna.save()
    bob = invite(meeting, "bob@tuv.example")
    queueing.queue_change(meeting=meeting, before=before, now=LATER)
    assert list(Message.objects.order_by("pk").values_list("recipient", "kind", "calendar_method")) == [
        ("bob@tuv.example", "invitation", "REQUEST"),
        ("anna@tuv.example", "uninvited", "CANCEL"),
    ]
    assert "/j/" not in mail_to(anna).text
    assert str(event_in(mail_to(anna))["ATTENDEE"]) == "mailto:anna@tuv.example"
    assert str(event_in(mail_to(bob))["SEQUENCE"]) == "1"


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


def test_queue_cancellation_takes_the_entry_back_in_both_languages(
    meeting: Meeting, markus: Invitee, li_wei: Invitee
) -> None:
    meeting.cancelled_by, meeting.cancel_note = meeting.organiser, "The numbers arrive late.\nWe talk on 2 June."
    queueing.queue_cancellation(meeting=meeting, now=LATER)
    message, event = mail_to(markus), event_in(mail_to(markus))
    assert message.subject == "Cancelled: Q3 roadmap with Munich: sens… · Tue 19 May, 09:00"
    assert "陈静 Chen Jing cancelled the meeting" in message.text
    assert "The numbers arrive late.\nWe talk on 2 June." in message.text
    assert "/j/" not in message.text + message.html + message.calendar
    assert (message.calendar_method, event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
    assert Calendar.from_ical(message.calendar)["METHOD"] == "CANCEL"
    assert mail_to(li_wei).subject.endswith("… · 5月19日 周二 15:00")
    own = Message.objects.get(recipient=meeting.organiser.email)
    assert "ATTENDEE" not in event_in(own)
    assert "You have cancelled your meeting" in own.text


@pytest.mark.parametrize(
    ("kind", "state", "subject"),
    [
        ("create", "refused", "Not booked: "),
        ("create", "done", "Booked: "),
        ("edit", "refused", "Not changed: "),
        ("edit", "done", "Changed: "),
        ("cancel", "refused", "Not cancelled: "),
        ("cancel", "done", "Cancelled: "),
    ],
)
def test_queue_result_tells_whoever_asked(meeting: Meeting, kind: str, state: str, subject: str) -> None:
    write = VendorWrite.objects.create(
        meeting=meeting,
        kind=kind,
        state=state,
        requested_by=meeting.organiser,
        reference="r",
        payload={},  # type: ignore[misc]  # the stubs take the field for text
        created_at=NOW,
    )
    queueing.queue_result(meeting=meeting, write=write, now=LATER)
    queueing.queue_result(meeting=meeting, write=write, now=LATER)
    message = Message.objects.get()
    assert message.subject.startswith(subject)
    assert f"http://127.0.0.1:8000/meetings/{meeting.pk}/" in message.text
    assert message.calendar == ""


def test_queue_result_is_silent_where_the_own_copy_says_it(meeting: Meeting) -> None:
    write = VendorWrite(pk=1, meeting=meeting, kind="create", state="done", requested_by=meeting.organiser)
    queueing.queue_invitations(meeting=meeting, now=NOW)
    queueing.queue_result(meeting=meeting, write=write, now=NOW)
    assert list(Message.objects.values_list("kind", flat=True)) == ["own"]


def test_invitee_row_makes_a_link_that_cannot_be_guessed(meeting: Meeting) -> None:
    one, two = (
        invitee_links.invitee_row(meeting=meeting, role=Invitee.Role.GUEST, email="x@y.example", name="")
        for _ in range(2)
    )
    assert one.name == "x@y.example"
    assert len(one.join_token) == 22
    assert one.join_token != two.join_token


def test_the_dates_of_a_series_are_read_once_for_all_its_mails(make_series: MakeSeries) -> None:
    series = make_series(
        start_at=NOW + timedelta(days=1), guests=tuple(f"guest{number}@tuv.example" for number in range(4))
    )
    before, date = MeetingSnapshot.of(series), series.occurrences.all()[1]
    series.subject, was = "Roadmap 2", Span(date.start_at - timedelta(hours=1), date.end_at)
    told: dict[str, Callable[[], None]] = {
        "invitation": lambda: queueing.queue_invitations(meeting=series, now=NOW),
        "move": lambda: queueing.queue_moved_date(meeting=series, date=date, was=was, now=NOW),
        "skip": lambda: queueing.queue_cancelled_date(
            meeting=series, date=date, by=series.organiser, note="", now=NOW
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
