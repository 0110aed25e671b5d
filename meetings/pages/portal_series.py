"""What a meeting's page says of the series that the portal keeps: its dates, how far they are, and what to decide."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from l10n import format_datetime
from meetings.limits import REACH
from meetings.mails.series import describe_repetition
from meetings.models import Meeting, Occurrence, PortalSeries, SeriesChange, VendorWrite
from meetings.pages.badges import badges
from meetings.refusals import explain_refusal
from ui.badges import Badge

_POLLS_AFTER = 3
_State = Meeting.State


@dataclass(frozen=True, slots=True)
class SeriesDate:
    """One meeting of the series; ``why`` it could not be booked, ``is_this``: the one whose page it is."""

    id: uuid.UUID
    when: str
    badges: tuple[Badge, ...]
    why: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class SeriesProgress:
    """How many dates are ``done`` of how many, and the same in words."""

    words: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class SeriesPart:
    """``progress`` says how many are booked, while that isn't all. ``asks``: the organiser has to decide.

    ``can_undo`` as long as nobody was told.
    """

    id: uuid.UUID
    rule: str
    dates: tuple[SeriesDate, ...]
    count_ahead: int
    progress: SeriesProgress | None
    # Which follow later, since the vendor doesn't take bookings so far ahead.
    later: str
    asks: bool
    can_undo: bool
    polls_after: int


def build_series_part(
    meeting: Meeting, person: User, now: datetime, *, rows: Sequence[Occurrence]
) -> SeriesPart | None:
    """Return the part, None for a meeting of no such series, whose occurrences are ``rows``. Two queries."""
    series = meeting.portal_series
    if series is None:
        return None
    writes = _writes(series) if person.pk == series.organiser_id else {}
    there = ZoneInfo(series.time_zone)
    held = [row for row in rows if not row.is_cancelled] or rows
    is_organiser = person.pk == series.organiser_id
    is_unsettled = is_organiser and series.settled_at is None
    requested = [row for row in rows if row.meeting.state == _State.REQUESTED]
    far = [row for row in requested if row.start_at > now + REACH]
    change = series.changes.filter(settled_at=None).first() if is_organiser else None
    is_going_on = len(requested) > len(far) or series.undone_by_id is not None
    return SeriesPart(
        id=series.pk,
        rule=describe_repetition(series.rule, held, there=there, now=now),
        dates=tuple(
            _date(row, meeting, person, writes.get(row.meeting_id), now)
            for row in rows
            if is_organiser or row.meeting.vendor_conference_id
        ),
        count_ahead=sum(row.end_at > now and not row.is_cancelled for row in rows),
        progress=_progress(series, rows) if is_unsettled else _progress_of_change(change, list(writes.values())),
        later=_later(far) if is_organiser and series.undone_by_id is None else "",
        asks=is_unsettled and not is_going_on,
        can_undo=is_unsettled and series.undone_by_id is None,
        polls_after=_POLLS_AFTER if (is_unsettled and is_going_on) or change else 0,
    )


def _writes(series: PortalSeries) -> dict[uuid.UUID, VendorWrite]:
    found = VendorWrite.objects.filter(meeting__portal_series=series).select_related("meeting").order_by("created_at")
    return {write.meeting_id: write for write in found}


def _date(row: Occurrence, meeting: Meeting, person: User, write: VendorWrite | None, now: datetime) -> SeriesDate:
    shown = write if write and (write.series_change_id or row.meeting.state == _State.REFUSED) else None
    is_refused = shown is not None and shown.state == VendorWrite.State.REFUSED and row.end_at > now
    is_told = shown is not None and row.meeting.is_open and shown.state != VendorWrite.State.DONE
    return SeriesDate(
        id=row.meeting_id,
        when=format_datetime.when(row.start_at, row.end_at, zone=person.zone, now=now),
        badges=badges(state=row.meeting.state, kind=shown.kind, write=shown.state)
        if shown and is_told
        else badges(state=row.meeting.state),
        why=explain_refusal(shown) if shown and is_refused else "",
        is_this=row.meeting_id == meeting.pk,
    )


def _progress_of_change(change: SeriesChange | None, latest: Sequence[VendorWrite]) -> SeriesProgress | None:
    """Return how far a change of several dates is, None where none is on its way."""
    if change is None:
        return None
    writes = [write for write in latest if write.series_change_id == change.pk]
    words = {"done": sum(write.state == VendorWrite.State.DONE for write in writes), "total": len(writes)}
    said = ngettext("%(done)s of %(total)s date is done.", "%(done)s of %(total)s dates are done.", len(writes))
    text = format_datetime.sentences(
        said % words, _("It goes on without this page."), _("Invitees are told once, of all of them.")
    )
    return SeriesProgress(text, words["done"], words["total"])


def _later(far: list[Occurrence]) -> str:
    if not far:
        return ""
    return ngettext(
        "%(count)s date is more than a year ahead, and is booked once the meeting service takes it.",
        "%(count)s dates are more than a year ahead, and are booked once the meeting service takes them.",
        len(far),
    ) % {"count": len(far)}


def _progress(series: PortalSeries, rows: Sequence[Occurrence]) -> SeriesProgress:
    if series.undone_by_id:
        left = sum(row.meeting.state in Meeting.OPEN_STATES for row in rows)
        words = ngettext(
            "%(left)s date is still to be taken back. Nobody is told.",
            "%(left)s dates are still to be taken back. Nobody is told.",
            left,
        )
        return SeriesProgress(words % {"left": left}, len(rows) - left, len(rows))
    states = [row.meeting.state for row in rows]
    numbers = {
        "booked": sum(state in {_State.BOOKED, _State.RUNNING, _State.ENDED} for state in states),
        "total": len(states),
        "failed": states.count(_State.REFUSED),
    }
    said = _("%(booked)s of %(total)s dates are booked.") % numbers
    if numbers["failed"]:
        failed = ngettext("%(failed)s could not be booked.", "%(failed)s could not be booked.", numbers["failed"])
        said = format_datetime.sentences(said, failed % numbers)
    text = format_datetime.sentences(said, _("Invitees are told once, of all of them."))
    return SeriesProgress(text, numbers["booked"], numbers["total"])
