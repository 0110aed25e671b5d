"""What became of the mails of a meeting, per recipient."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import pgettext

from l10n import format_datetime
from meetings.models import Meeting
from notifications.models import Message


@dataclass(frozen=True, slots=True)
class MailTag:
    """A property of an invitee, shown as a tag."""

    tone: str
    icon: str
    word: str
    at: str
    is_bad: bool = False


def build_mail_tags(meeting: Meeting, *, zone: ZoneInfo, now: datetime) -> dict[str, MailTag]:
    """Return what became of the latest mail to each address (small letters); the text of the mails is not read."""
    rows = (
        Message.objects.filter(about=f"meeting:{meeting.pk}")
        .order_by("pk")
        .values_list("recipient", "state", "sent_at", "created_at")
    )
    return {
        recipient.lower(): _tag(state, format_datetime.moment(sent_at or created_at, zone=zone, now=now))
        for recipient, state, sent_at, created_at in rows
    }


def _tag(state: str, at: str) -> MailTag:
    if state == Message.State.SENT:
        return MailTag("", "mail", pgettext("mail", "Sent"), at)
    if state == Message.State.FAILED:
        return MailTag("mp-tag-bad", "mail-off", pgettext("mail", "Failed"), at, is_bad=True)
    return MailTag("", "clock", pgettext("mail", "Queued"), at)
