"""What became of the mails of a meeting, per recipient."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import pgettext

from l10n import format_datetime
from meetings.models import Meeting
from notifications.failures import classify
from notifications.models import Message


@dataclass(frozen=True, slots=True)
class MailTag:
    """A property of an invitee, shown as a tag, with why the mail has not arrived and what the mail server answered.

    ``tries_again`` is when it is tried again, "" where it isn't; ``failed_id`` is the mail that can be sent again.
    """

    tone: str
    icon: str
    word: str
    at: str
    is_bad: bool = False
    reason: str = ""
    answer: str = ""
    tries_again: str = ""
    failed_id: int | None = None
    is_queued: bool = False


def build_mail_tags(meeting: Meeting, *, zone: ZoneInfo, now: datetime) -> dict[str, MailTag]:
    """Return what became of the latest mail to each address (small letters); the text of the mails is not read."""
    rows = Message.objects.filter(about=f"meeting:{meeting.pk}").order_by("pk").only(*_READ)
    latest = {message.recipient.lower(): message for message in rows}
    return {address: _tag(message, zone=zone, now=now) for address, message in latest.items()}


_READ = ("recipient", "state", "sent_at", "created_at", "next_attempt_at", "failure")


def _tag(message: Message, *, zone: ZoneInfo, now: datetime) -> MailTag:
    at = format_datetime.moment(message.sent_at or message.created_at, zone=zone, now=now)
    if message.state == Message.State.SENT:
        return MailTag("", "mail", pgettext("mail", "Sent"), at)
    reason = str(classify(message.failure).reason.label) if message.failure else ""
    if message.state == Message.State.FAILED:
        word = pgettext("mail", "Failed")
        answer = message.failure
        return MailTag("bad", "mail-off", word, at, True, reason, answer, failed_id=message.pk)
    tries_again = format_datetime.moment(message.next_attempt_at, zone=zone, now=now) if reason else ""
    return MailTag(
        "", "clock", pgettext("mail", "Queued"), at, False, reason, message.failure, tries_again, is_queued=True
    )
