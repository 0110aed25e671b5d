"""A mail that is written once for all who read the same words on the same clock.

Nothing in it is one invitee's own but the token of their link and, in the calendar file, their name. Until each gets
theirs a stand-in has that place, whose token is nobody's: text, HTML and file have the token as it stands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from meetings import invitee_links
from meetings.ical.draft import CalendarDraft
from meetings.ical.event import draft_calendar, method_of
from meetings.mails import invitation
from meetings.mails.context import About, build_about
from meetings.mails.recipients import Recipient
from meetings.models import Invitee, Meeting, Occurrence
from notifications import outbox
from notifications.mails import html, plain
from notifications.mails.mail import Mail
from notifications.models import Message

Writer = Callable[[About], Mail]


@dataclass(frozen=True, slots=True)
class Event:
    """What has happened: how it is written down, and what the calendar is told."""

    kind: str
    write: Writer
    method: str = ""


@dataclass(frozen=True, slots=True)
class MailDraft:
    """The mail about one event for invitees of one role, as ``stand_in`` would get it."""

    kind: str
    method: str
    stand_in: Invitee
    sender_name: str
    reply_to: str
    subject: str
    text: str
    html: str
    calendar: CalendarDraft

    def message_to(self, invitee: Invitee, *, now: datetime) -> Message:
        """Return the mail to ``invitee``, unsaved."""
        meeting, stand_in, token = self.stand_in.meeting, self.stand_in.join_token, invitee.join_token
        return outbox.message(
            kind=self.kind,
            about=about_key(meeting),
            dedup_key=f"meeting:{meeting.pk}:{meeting.ical_sequence}:{self.kind}:{invitee.pk}",
            recipient=invitee.mail_address,
            recipient_name=invitee.name,
            sender_name=self.sender_name,
            reply_to=self.reply_to,
            subject=self.subject,
            text=self.text.replace(stand_in, token),
            html=self.html.replace(stand_in, token),
            calendar=self.calendar.file_for(invitee),
            calendar_method=self.method,
            now=now,
        )


def draft_mail(
    *,
    meeting: Meeting,
    event: Event,
    role: str,
    recipient: Recipient,
    now: datetime,
    occurrences: tuple[Occurrence, ...] = (),
) -> MailDraft:
    """Return the mail about ``event`` for those who have ``role`` and read as ``recipient`` does.

    ``occurrences`` are all those of a series, by start.
    """
    stand_in = invitee_links.invitee_row(meeting=meeting, role=role, email="", name="")
    link = invitee_links.join_link(invitee=stand_in)
    method = method_of(event.method, occurrences)
    is_own, is_off = role == Invitee.Role.ORGANISER, method == "CANCEL"
    with translation.override(recipient.language):
        about = build_about(meeting, occurrences, recipient, now, link, is_own=is_own)
        mail = event.write(about)
        text = plain.text(mail)
        is_entry = is_off or event.write is invitation.build_for
        return MailDraft(
            kind=event.kind,
            method=method,
            stand_in=stand_in,
            sender_name="" if is_own else _via(meeting.organiser),
            reply_to="" if is_own else meeting.organiser.email,
            subject=mail.subject,
            text=text,
            html=html.html(mail),
            calendar=draft_calendar(
                meeting=meeting,
                invitee=stand_in,
                method=method,
                description=text if is_entry else plain.text(invitation.build_for(about)),
                link="" if is_off else link,
                now=now,
                occurrences=occurrences,
            ),
        )


def about_key(meeting: Meeting) -> str:
    """Return what the outbox calls the meeting that a mail belongs to."""
    return f"meeting:{meeting.pk}"


def _via(organiser: User) -> str:
    return _("%(person)s via %(system)s") % {"person": organiser.name, "system": settings.PORTAL_NAME}
