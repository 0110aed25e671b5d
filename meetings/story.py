"""What happened to a meeting, told from its writes, the newest first."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from meetings import when_shown
from meetings.models import Meeting, VendorWrite

_Kind, _Write = VendorWrite.Kind, VendorWrite.State


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the story."""

    at: datetime
    text: str


def of(meeting: Meeting, writes: list[VendorWrite], *, reader: User) -> list[Event]:
    """``writes`` with ``requested_by``, in any order."""
    events = [
        Event(write.finished_at or write.sent_at or write.created_at, text)
        for write in writes
        if (text := _text(write, reader))
    ]
    if meeting.state == Meeting.State.ENDED:
        events.append(Event(meeting.end_at, _("Ended.")))
    return sorted(events, key=lambda event: event.at, reverse=True)


def _text(write: VendorWrite, reader: User) -> str:
    words = _by_you if write.requested_by_id == reader.pk else _by_other
    found = words().get((write.kind, write.state), "")
    return when_shown.spaced(found % {"person": write.requested_by.name}) if found else ""


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
    }
