"""What is switched for a whole meeting, and how it is made longer, as the page shows it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from accounts.models import User
from control.snapshots import LiveState
from l10n import format_datetime

_MINUTES = (15, 30, 60)


@dataclass(frozen=True, slots=True)
class SwitchRow:
    """A switch that acts at once: ``do`` is what turns it round."""

    words: str
    is_on: bool
    do: str


@dataclass(frozen=True, slots=True)
class ExtendButton:
    """One length; ``label`` names the new end, too."""

    do: str
    word: str
    label: str


def build_rules(state: LiveState) -> tuple[SwitchRow, ...]:
    """Return the rules of a meeting."""
    return (
        SwitchRow(_("Locked: nobody new comes in"), state.is_locked, "unlock" if state.is_locked else "lock"),
        SwitchRow(
            _("People may unmute themselves"),
            state.may_unmute,
            "forbid_unmute" if state.may_unmute else "allow_unmute",
        ),
        SwitchRow(
            _("Anybody may share the screen"),
            not state.is_sharing_locked,
            "unlock_sharing" if state.is_sharing_locked else "lock_sharing",
        ),
    )


def build_extend_buttons(ends: datetime, person: User) -> tuple[ExtendButton, ...]:
    """Return how a meeting can be made longer."""
    return tuple(_extend(minutes, ends, person) for minutes in _MINUTES)


def _extend(minutes: int, ends: datetime, person: User) -> ExtendButton:
    until = format_datetime.clock(ends + timedelta(minutes=minutes), zone=person.zone)
    places = {"minutes": minutes, "until": until}
    return ExtendButton(
        f"extend {minutes}",
        _("%(minutes)s min") % places,
        _("%(minutes)s min longer, until %(until)s") % places,
    )
