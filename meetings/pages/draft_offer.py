"""The draft of a new meeting that somebody has begun and not sent, offered beside an empty form."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from l10n import format_datetime, one_line

_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class DraftOffer:
    """``title`` says what it is about and when it was typed, ``address`` is where it fills the form."""

    title: str
    address: str


def build_draft_offer(subject: str, *, path: str, kept_at: datetime, person: User, now: datetime) -> DraftOffer:
    """Return the offer of a draft about ``subject``, which may be "" yet."""
    when = format_datetime.moment(kept_at, zone=person.zone, now=now)
    about = one_line.one_line(subject)[:_LONGEST_SHOWN]
    title = (
        _("You have a draft of %(when)s: “%(subject)s”.") % {"when": when, "subject": about}
        if about
        else _("You have a draft of %(when)s.") % {"when": when}
    )
    return DraftOffer(title, f"{path}?draft=1")
