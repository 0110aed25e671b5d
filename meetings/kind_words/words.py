"""The shape of the words for one kind of write: what people read of it, on pages and in mails."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class ActivityWords:
    """What the activity of a meeting's page says of a finished write; "" for nothing."""

    done: Words
    refused: Words
    withdrawn: Words


@dataclass(frozen=True, slots=True)
class BadgeWords:
    """The badge beside that of a meeting that stands, while a write about it is on its way or was refused."""

    planned: Words
    sent: Words
    unconfirmed: Words
    refused: Words
    # The icon while it is being sent
    icon: str


@dataclass(frozen=True, slots=True)
class BannerWords:
    """The titles of the status banner for a change of a meeting that stands."""

    done: Words
    refused: Words
    unconfirmed: Words
    planned: Words
    sent: Words
    # What holds until it is done
    until_then: Words
    # What can be done once it was refused; ``meetings/pages/write_status.py`` names the acts.
    act: str
    # What happens while it is unconfirmed
    while_unconfirmed: Words = field(
        default=_("We are checking. You get a mail when it is clear, usually within two minutes.")
    )
    can_be_withdrawn: bool = True


@dataclass(frozen=True, slots=True)
class MailWords:
    """A mail about what became of a write: its subject (with ``%(title)s``), its notice, and what that means."""

    subject: Words
    notice: Words
    what_now: Words


@dataclass(frozen=True, slots=True)
class KindWords:
    """All words for one kind of write."""

    by_reader: ActivityWords
    # With ``%(person)s``
    by_somebody: ActivityWords
    mail_done: MailWords
    mail_refused: MailWords
    # Both None for a booking, which has no meeting to stand beside.
    badge: BadgeWords | None = None
    banner: BannerWords | None = None
    # On home, while it waits, and while the answer is lost
    planned: Words = field(default=_("It is waiting for the meeting service. We go on trying; nothing for you to do."))
    unconfirmed: Words = field(
        default=_("The meeting service did not answer in time. We are checking; nothing for you to do.")
    )
    # On home, once it was refused
    refused: Words = field(default=_("The meeting service refused. Everything is as before."))
    # Why it is refused for a series that has begun, where the vendor's code alone would not say it.
    series_has_begun: Words = ""
