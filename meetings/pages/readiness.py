"""Will it work? What was found before a meeting begins, as its page shows it to those who can do something."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from l10n import format_datetime
from meetings.models import Meeting, ReadinessCheck
from meetings.readiness import Finding, Outcome, Press, troubles
from meetings.services import readiness

_ICONS = {Outcome.OK: "booked", Outcome.BAD: "refused", Outcome.UNKNOWN: "unconfirmed"}


@dataclass(frozen=True, slots=True)
class ReadinessLine:
    """One answer; ``press`` is the button that helps, "" for none."""

    words: str
    icon: str
    is_ok: bool
    note: str
    press: str


@dataclass(frozen=True, slots=True)
class ReadinessPart:
    """The panel. ``tone`` is ok, bad or "" before it was looked at; ``at`` says when that was."""

    title: str
    tone: str
    at: str
    lines: tuple[ReadinessLine, ...]


def build_readiness_part(meeting: Meeting, reader: User, start_at: datetime, now: datetime) -> ReadinessPart | None:
    """Return it for an occurrence that begins soon, by one query; None for any other, without one."""
    if meeting.state != Meeting.State.BOOKED or not now < start_at <= now + readiness.window():
        return None
    row = ReadinessCheck.objects.filter(meeting=meeting, start_at=start_at).exclude(checked_at=None).first()
    if row is None or row.checked_at is None:
        return ReadinessPart(_("Not looked at yet"), "", "", ())
    findings = [Finding.from_json(one) for one in row.findings]
    is_bad = bool(troubles(findings))
    return ReadinessPart(
        title=_("It needs you") if is_bad else _("All is well"),
        tone="bad" if is_bad else "ok",
        at=_("Looked at %(when)s") % {"when": format_datetime.clock(row.checked_at, zone=reader.zone)},
        lines=tuple(_line(one) for one in findings),
    )


def _line(found: Finding) -> ReadinessLine:
    is_offered = found.press in {Press.BOOK_AGAIN, Press.EDIT}
    return ReadinessLine(
        words=found.sentence,
        icon=_ICONS[found.outcome],
        is_ok=found.outcome is Outcome.OK,
        note=found.what_now,
        press=found.press if is_offered else "",
    )
