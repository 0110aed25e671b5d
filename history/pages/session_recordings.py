"""What was recorded of a session, and whether the reader may have it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from history import access
from history.models import EndedSession, Recording
from l10n import format_datetime


@dataclass(frozen=True, slots=True)
class RecordingRow:
    """A recording: ``state`` in words with a tone and an icon, ``note`` below its name.

    ``id`` is 0 where there is nothing to press.
    """

    id: int
    name: str
    note: str
    state: str
    tone: str
    icon: str
    spins: bool = False


def build_recordings(session: EndedSession, person: User, now: datetime) -> tuple[RecordingRow, ...]:
    """Return what was recorded, in the order of its beginning."""
    may_fetch = access.may_fetch(person=person, session=session)
    rows = list(session.recordings.filter(tenant=session.tenant_id).order_by("start_at", "pk"))
    return tuple(_row(row, session, person, now, may_fetch=may_fetch) for row in rows)


def word_no_recordings(session: EndedSession) -> str:
    """Return what is said without a row of a recording: the meeting service tells, too, whether there was one."""
    if session.has_recording:
        return _("It was recorded; the recording isn’t here yet, or is no longer kept here.")
    return _("Nothing was recorded, or it is not here yet.")


def _row(row: Recording, session: EndedSession, person: User, now: datetime, *, may_fetch: bool) -> RecordingRow:
    name = _("Recording from %(at)s") % {"at": format_datetime.clock(row.start_at, zone=person.zone)}

    def moment(at: datetime) -> str:
        return format_datetime.moment(at, zone=person.zone, now=now)

    if row.gone_at:
        note = _("No longer at the meeting service since %(at)s.") % {"at": moment(row.gone_at)}
        return RecordingRow(0, name, note, _("Gone"), "", "cancelled")
    if not row.is_available:
        is_known = row.ready_at and row.ready_at > now
        note = _("Until about %(at)s.") % {"at": moment(row.ready_at)} if row.ready_at and is_known else ""
        return RecordingRow(0, name, note, _("Being prepared"), "warn", "clock", spins=True)
    if not may_fetch:
        return RecordingRow(0, name, _reason(session), _("No right"), "", "lock")
    return RecordingRow(row.pk, name, _size(row), _("Ready"), "ok", "check")


def _size(row: Recording) -> str:
    parts = []
    if row.seconds:
        parts.append(_("%(count)s min") % {"count": max(1, round(row.seconds / 60))})
    if row.megabytes:
        parts.append(_("%(count)s MB") % {"count": row.megabytes})
    return " · ".join(parts)


def _reason(session: EndedSession) -> str:
    organiser = session.meeting.organiser if session.meeting else session.organiser
    if organiser is None:
        return _("Only an administrator may open it.")
    sentence = _("Only %(person)s or an administrator may open it.") % {"person": organiser.name}
    return format_datetime.spaced(sentence)
