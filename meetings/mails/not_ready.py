"""A meeting that begins soon won't work as it stands: its organiser reads why, and what to press."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from l10n import format_datetime
from meetings.mails import recipients
from meetings.mails.context import About, build_about
from meetings.mails.drafts import about_key
from meetings.models import ReadinessCheck
from meetings.readiness import Finding, troubles
from meetings.snapshots import Span
from notifications import outbox
from notifications.mails import html, plain
from notifications.mails.mail import Button, Mail
from notifications.mails.subjects import subject_line


def queue(*, check: ReadinessCheck, findings: Sequence[Finding], now: datetime) -> None:
    """Write the mail to the organiser, in the transaction that records ``findings``."""
    meeting = check.meeting
    recipient = recipients.recipient_for_person(meeting.organiser)
    with translation.override(recipient.language):
        address = f"{settings.PORTAL_URL}/meetings/{meeting.pk}/#readiness"
        mail = build_not_ready(build_about(meeting, (), recipient, now, address), check, findings)
        message = outbox.message(
            kind="not_ready",
            about=about_key(meeting),
            dedup_key=f"readiness:{check.pk}",
            recipient=meeting.organiser.email,
            recipient_name=meeting.organiser.name,
            subject=mail.subject,
            text=plain.text(mail),
            html=html.html(mail),
            now=now,
        )
    outbox.queue([message])


def build_not_ready(about: About, check: ReadinessCheck, findings: Sequence[Finding]) -> Mail:
    """Return the mail; ``about.link`` is where the meeting's page says the same."""
    title = about.meeting.subject
    lines = [format_datetime.sentences(one.sentence, one.what_now) for one in troubles(findings)]
    length = about.meeting.end_at - about.meeting.start_at
    return Mail(
        language=about.recipient.language,
        subject=subject_line(_("Needs you before it begins: %(title)s"), title=title),
        preheader=lines[0],
        organisation=about.organisation,
        notice=_("This meeting may not work as it stands."),
        lead=_("It begins soon. We have just looked, and found this:"),
        title=title,
        when=about.on(Span(check.start_at, check.start_at + length)),
        words="\n".join(lines),
        button=Button(_("Open the meeting's page"), about.link),
        foot=_("This mail goes to you alone, once for each meeting that needs you."),
    )
