"""Past meetings as rows of the list, ready to be written by `templates_jinja2/history/past_rows.html`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from history.models import EndedSession
from history.queries.numbers import Recorded, SessionRow
from history.queries.past import Found
from history.queries.tags import tags_of
from l10n import format_datetime
from meetings.models import Meeting
from meetings.pages import list_rows
from meetings.pages.list_rows import badges_of
from ui.badges import Badge

_Details = EndedSession.Details
_NOT_HELD = {Meeting.State.CANCELLED, Meeting.State.REFUSED, Meeting.State.REQUESTED}


class Recording(NamedTuple):
    """What the list says of the recording: ``tone`` is the last part of a class."""

    tone: str
    icon: str
    words: str


class PastRow(NamedTuple):
    """A row of the list. ``note`` stands where there are no numbers, ``below`` under those that there are.

    ``again`` is the address of the form that books the same again, "" for whoever may not.
    """

    day: str
    span: str
    address: str
    subject: str
    organiser: str
    is_organiser: bool
    is_series: bool
    tags: tuple[str, ...]
    badges: tuple[Badge, ...]
    attendance: str
    came: int
    invited: int
    below: str
    note: str
    recording: Recording | None
    again: str


@dataclass(slots=True)
class Reading(list_rows.Reading):
    """What the rows of one page share; ``read_until`` is how far the history has been read."""

    read_until: datetime | None = None


def past_rows(found: Iterable[Found], reading: Reading) -> tuple[PastRow, ...]:
    """Return the rows of the list, with the tags of their meetings, which are one query."""
    rows = list(found)
    tags = tags_of(key for row in rows if (key := row.meeting_id))
    return tuple(_row(row, reading, tags) for row in rows)


def _row(row: Found, reading: Reading, tags: Mapping[UUID, list[str]]) -> PastRow:
    meeting, session = row.meeting, row.session
    shown = session if session and session.is_visible else None
    source = shown or meeting
    assert source is not None
    organiser_id = meeting.organiser_id if meeting else shown.organiser_id if shown else None
    meeting_id = row.meeting_id
    book_again = f"{reverse('meetings:book')}?like={meeting_id}"
    badges, note = _state(row, reading)
    return PastRow(
        day=reading.day(source.start_at.astimezone(reading.zone).date()),
        span=format_datetime.span(source.start_at, source.end_at, zone=reading.zone),
        address=_address(row, shown),
        subject=source.subject,
        organiser=source.organiser_name,
        is_organiser=organiser_id == reading.reader.pk,
        is_series=meeting.occurrence_id is not None if meeting else bool(shown and shown.is_series),
        tags=tuple(tags.get(meeting_id, ())) if meeting_id else (),
        badges=badges,
        attendance=_attendance(shown) if shown and not badges and not note else "",
        came=shown.came if shown else 0,
        invited=shown.invited if shown else 0,
        below=_below(shown, row.session_count) if shown and not badges and not note else "",
        note=note,
        recording=_recording(shown.recorded, reading) if shown and shown.recorded else None,
        again=book_again if meeting_id and organiser_id == reading.reader.pk else "",
    )


def _address(row: Found, shown: SessionRow | None) -> str:
    if shown:
        return reverse("history:session", args=[shown.id])
    assert row.meeting is not None
    return reverse("meetings:detail", args=[row.meeting.id])


def _state(row: Found, reading: Reading) -> tuple[tuple[Badge, ...], str]:
    """Return the badges of what was not held or where nobody came, or else why there are no numbers."""
    meeting, session = row.meeting, row.session
    if meeting and meeting.state in _NOT_HELD:
        return badges_of(meeting), ""
    if session is None:
        assert meeting is not None
        if reading.read_until and reading.read_until > meeting.end_at:
            return (Badge("ended", "ended", _("Nobody came")),), ""
        return (), _("Numbers follow")
    if session.details == _Details.WAITING:
        return (), _("Numbers follow")
    is_counted = session.details == _Details.PURGED and session.attended > 0
    if session.details != _Details.READ and not is_counted:
        return (), str(_Details(session.details).label)
    if not session.is_visible:
        return (), _("Only for those who were there")
    if not session.attended:
        return (Badge("ended", "ended", _("Nobody came")),), ""
    return (), ""


def _attendance(session: SessionRow) -> str:
    if session.invited:
        return _("%(came)s of %(invited)s came") % {"came": session.came, "invited": session.invited}
    return ngettext("%(count)s came", "%(count)s came", session.attended) % {"count": session.attended}


def _below(session: SessionRow, session_count: int) -> str:
    minutes = session.minutes_on_average
    parts = [ngettext("%(count)s min on average", "%(count)s min on average", minutes) % {"count": minutes}]
    if session.unsure:
        unsure = ngettext("%(count)s name unclear", "%(count)s names unclear", session.unsure)
        parts.append(unsure % {"count": session.unsure})
    if session_count > 1:
        held = ngettext("held %(count)s time", "held %(count)s times", session_count)
        parts.append(held % {"count": session_count})
    return " · ".join(parts)


def _recording(recorded: Recorded, reading: Reading) -> Recording:
    if recorded.is_available:
        minutes = round(recorded.seconds / 60)
        return Recording("ok", "play", _("Recording · %(minutes)s min") % {"minutes": minutes})
    if recorded.ready_at and recorded.ready_at > reading.now:
        until = format_datetime.moment(recorded.ready_at, zone=reading.zone, now=reading.now)
        return Recording("warn", "clock", _("Being prepared until about %(until)s") % {"until": until})
    return Recording("warn", "clock", _("Being prepared"))
