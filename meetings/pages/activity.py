"""What happened to a meeting, told from its writes, the newest first."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from accounts.models import User
from l10n import format_datetime
from meetings.models import Meeting, VendorWrite

_Kind, _Write = VendorWrite.Kind, VendorWrite.State
_EDIT_OCCURRENCE, _CANCEL_OCCURRENCE = _Kind.EDIT_OCCURRENCE, _Kind.CANCEL_OCCURRENCE
_OF_ONE_DATE = {_EDIT_OCCURRENCE, _CANCEL_OCCURRENCE}


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the story."""

    at: datetime
    text: str


def of(meeting: Meeting, writes: list[VendorWrite], *, reader: User, now: datetime) -> list[Event]:
    """``writes`` with ``requested_by``, in any order."""
    events = [
        Event(write.finished_at or write.sent_at or write.created_at, text)
        for write in writes
        if (text := _text(write, reader, now))
    ]
    if meeting.state == Meeting.State.ENDED:
        events.append(Event(meeting.end_at, _("Ended.")))
    return sorted(events, key=lambda event: event.at, reverse=True)


def _text(write: VendorWrite, reader: User, now: datetime) -> str:
    words = _by_you if write.requested_by_id == reader.pk else _by_other
    found = words().get((write.kind, write.state), "")
    if not found:
        return ""
    told = format_datetime.spaced(found % {"person": write.requested_by.name})
    return (
        told if write.kind not in _OF_ONE_DATE else format_datetime.sentences(told, one_date(write, reader.zone, now))
    )


def one_date(write: VendorWrite, zone: ZoneInfo, now: datetime) -> str:
    """Which date of a series a wish is about, with its new time where it moves or was to move."""
    before, wanted = write.payload.get("before"), write.payload.get("wanted")
    if not before:
        return ""
    was = format_datetime.moment(datetime.fromisoformat(before["start_at"]), zone=zone, now=now)
    if not wanted or wanted["start_at"] == before["start_at"]:
        return _("This is about %(was)s only.") % {"was": was}
    new = format_datetime.moment(datetime.fromisoformat(wanted["start_at"]), zone=zone, now=now)
    if write.state == _Write.DONE:
        return _("This is about %(was)s only; its new time is %(new)s.") % {"was": was, "new": new}
    return _("This is about %(was)s only; the time asked for is %(new)s.") % {"was": was, "new": new}


def _by_you() -> dict[tuple[str, str], str]:
    return {
        (_Kind.CREATE, _Write.DONE): _("You booked it."),
        (_Kind.CREATE, _Write.REFUSED): _("You tried to book it; the meeting service refused."),
        (_Kind.CREATE, _Write.WITHDRAWN): _("You withdrew the booking."),
        (_Kind.EDIT, _Write.DONE): _("You changed it."),
        (_Kind.EDIT, _Write.REFUSED): _("You tried to change it; the meeting service refused."),
        (_Kind.EDIT, _Write.WITHDRAWN): _("You withdrew a change."),
        (_Kind.CANCEL, _Write.DONE): _("You cancelled it."),
        (_Kind.CANCEL, _Write.REFUSED): _("You tried to cancel it; the meeting service refused."),
        (_Kind.CANCEL, _Write.WITHDRAWN): _("You withdrew the cancellation."),
        (_EDIT_OCCURRENCE, _Write.DONE): _("You changed one date."),
        (_EDIT_OCCURRENCE, _Write.REFUSED): _("You tried to change one date; the meeting service refused."),
        (_EDIT_OCCURRENCE, _Write.WITHDRAWN): _("You withdrew the change of one date."),
        (_CANCEL_OCCURRENCE, _Write.DONE): _("You cancelled one date."),
        (_CANCEL_OCCURRENCE, _Write.REFUSED): _("You tried to cancel one date; the meeting service refused."),
        (_CANCEL_OCCURRENCE, _Write.WITHDRAWN): _("You withdrew the cancellation of one date."),
    }


def _by_other() -> dict[tuple[str, str], str]:
    return {
        (_Kind.CREATE, _Write.DONE): _("%(person)s booked it."),
        (_Kind.CREATE, _Write.REFUSED): _("%(person)s tried to book it; the meeting service refused."),
        (_Kind.CREATE, _Write.WITHDRAWN): _("%(person)s withdrew the booking."),
        (_Kind.EDIT, _Write.DONE): _("%(person)s changed it."),
        (_Kind.EDIT, _Write.REFUSED): _("%(person)s tried to change it; the meeting service refused."),
        (_Kind.EDIT, _Write.WITHDRAWN): _("%(person)s withdrew a change."),
        (_Kind.CANCEL, _Write.DONE): _("%(person)s cancelled it."),
        (_Kind.CANCEL, _Write.REFUSED): _("%(person)s tried to cancel it; the meeting service refused."),
        (_Kind.CANCEL, _Write.WITHDRAWN): _("%(person)s withdrew the cancellation."),
        (_EDIT_OCCURRENCE, _Write.DONE): _("%(person)s changed one date."),
        (_EDIT_OCCURRENCE, _Write.REFUSED): _("%(person)s tried to change one date; the meeting service refused."),
        (_EDIT_OCCURRENCE, _Write.WITHDRAWN): _("%(person)s withdrew the change of one date."),
        (_CANCEL_OCCURRENCE, _Write.DONE): _("%(person)s cancelled one date."),
        (_CANCEL_OCCURRENCE, _Write.REFUSED): _("%(person)s tried to cancel one date; the meeting service refused."),
        (_CANCEL_OCCURRENCE, _Write.WITHDRAWN): _("%(person)s withdrew the cancellation of one date."),
    }
