"""A cancellation takes the calendar entry back; so does being taken off the list."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from meetings.mails import queueing
from meetings.models import Invitee, Meeting
from meetings.snapshots import MeetingSnapshot
from notifications.models import Message
from tests.factories.invitees import NOW, invite
from tests.meetings.mails.sent import event_in, mail_to

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


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


def test_a_mail_about_what_is_off_says_whose_clock_it_is(meeting: Meeting, anna: Invitee, li_wei: Invitee) -> None:
    anna.time_zone = "Europe/Berlin"
    anna.save()
    queueing.queue_cancellation(meeting=meeting, now=LATER)
    words = "Your time, Berlin (UTC+2) · 15:00 in Shanghai"
    assert (words in mail_to(anna).text, words in mail_to(anna).html) == (True, True)
    assert ("上海时间（UTC+8）" in mail_to(li_wei).text, "上海时间（UTC+8）" in mail_to(li_wei).html) == (True, True)


def test_what_cannot_be_seen_of_a_note_reaches_nobody(meeting: Meeting, markus: Invitee) -> None:
    """Also of what was stored before forms cleaned it, or came from the meeting service's own client."""
    harmful = "\x07\x08\x0b\x1b\u202e\u2066"
    meeting.organiser.name = f"陈静{harmful}"
    meeting.subject, meeting.cancel_note = f"Road{harmful}map", f"On{harmful} holiday.\nAll of us."
    queueing.queue_cancellation(meeting=meeting, now=LATER)
    message = mail_to(markus)
    for part in (message.text, message.html, message.calendar, message.subject):
        assert not set(harmful) & set(part)
    assert "holiday.\nAll of us." in message.text
    assert str(event_in(message)["ORGANIZER"].params["CN"]) == "陈静"
