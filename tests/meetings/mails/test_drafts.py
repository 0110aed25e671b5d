"""A mail that is written once is each invitee's own in the end."""

import pytest

from meetings.invitee_links import join_link
from meetings.mails import invitation, queueing
from meetings.mails.drafts import Event, draft_mail
from meetings.mails.recipients import recipient_for_invitee
from meetings.models import Invitee, Meeting
from notifications.mails import html
from notifications.mails.mail import Mail
from notifications.models import Message
from tests.factories.invitees import NOW, invite
from tests.meetings.mails.sent import event_in, mail_to

pytestmark = pytest.mark.django_db


def test_message_to_has_the_invitees_own_link_and_name(meeting: Meeting, anna: Invitee) -> None:
    bob = invite(meeting, "bob@tuv.example", name="Bob")
    event = Event("invitation", invitation.build_invitation, "REQUEST")
    recipient = recipient_for_invitee(anna, organiser=meeting.organiser)
    draft = draft_mail(meeting=meeting, event=event, role=Invitee.Role.GUEST, recipient=recipient, now=NOW)
    found = {invitee: draft.message_to(invitee, now=NOW) for invitee in (anna, bob)}
    for invitee, message in found.items():
        assert (message.recipient, message.recipient_name) == (invitee.email, invitee.name)
        assert event_in(message)["ATTENDEE"] == f"mailto:{invitee.email}"
        assert event_in(message)["URL"] == join_link(invitee=invitee)
    of_anna, of_bob = found.values()
    for part in ("text", "html"):
        assert anna.join_token in getattr(of_anna, part)
        assert draft.stand_in.join_token not in getattr(of_anna, part)
        assert getattr(of_anna, part).replace(anna.join_token, bob.join_token) == getattr(of_bob, part)


def test_what_several_read_alike_is_written_once(
    meeting: Meeting, markus: Invitee, li_wei: Invitee, anna: Invitee, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        invite(meeting, f"{number}@tuv.example", name=f"Guest {number}")
    Invitee.objects.filter(email="0@tuv.example").update(role=Invitee.Role.COHOST)
    written: list[str] = []
    build_html = html.html

    def build(mail: Mail) -> str:
        written.append(mail.language)
        return build_html(mail)

    monkeypatch.setattr(html, "html", build)
    queueing.queue_invitations(meeting=meeting, now=NOW)
    # The organiser's own copy, then those of Berlin, of a colleague in Chinese, and of all from outside
    assert written == ["en", "en", "zh-hans", "en"]
    assert Message.objects.count() == 9
    assert mail_to(anna).text != mail_to(markus).text
