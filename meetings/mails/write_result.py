"""What became of a write that had to wait or to be checked."""

from django.utils.translation import gettext as _

from meetings.kind_words import words_of
from meetings.mails.context import About
from meetings.models import VendorWrite
from meetings.snapshots import Span
from notifications.mails.mail import Button, Mail
from notifications.mails.subjects import subject_line


def build_result(about: About, write: VendorWrite, reason: str = "", occurrence: Span | None = None) -> Mail:
    """Return the mail to whoever asked; ``about.link`` is the meeting's page.

    ``reason`` is the refusal in a sentence, ``occurrence`` when the one occurrence is that the write was about.
    """
    words = words_of(write)
    mail = words.mail_done if write.state == VendorWrite.State.DONE else words.mail_refused
    title, what_now = about.meeting.subject, str(mail.what_now)
    return Mail(
        language=about.recipient.language,
        subject=subject_line(str(mail.subject), title=title),
        preheader=what_now,
        organisation=about.organisation,
        notice=str(mail.notice),
        notice_more=reason,
        lead=what_now,
        title=title,
        when=about.on(occurrence) if occurrence else about.when(about.meeting),
        button=Button(_("Open the meeting's page"), about.link),
        foot=_("This mail goes to you alone."),
    )
