"""What stands under the head of a meeting while its state is anything but plain: what happened, what happens next."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from l10n import format_datetime
from meetings import refusals
from meetings.limits import GIVES_UP_BEFORE
from meetings.models import Meeting, VendorWrite
from meetings.pages import activity

_State, _Kind, _Write = Meeting.State, VendorWrite.Kind, VendorWrite.State
_FRESH = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class News:
    """``tone`` is info, ok, warn, bad or "" (grey); ``act`` what can be done: withdraw, another_time, edit, again.

    ``polls_after`` is the pause in seconds before the page asks again, 0 for never.
    """

    tone: str
    icon: str
    title: str
    text: str
    act: str = ""
    polls_after: int = 0
    # The date of a series that it is about.
    date_id: int | None = None

    @property
    def spins(self) -> bool:
        return self.icon == "booking"


def of(meeting: Meeting, write: VendorWrite | None, *, zone: ZoneInfo, now: datetime, told: int) -> News | None:
    """The news for whoever may change the meeting. ``told`` is how many people get a mail."""
    if write is None:
        return None
    state = write_state(write, now)
    pause = 2 if now - write.created_at < timedelta(seconds=30) else 10
    if write.kind == _Kind.CREATE:
        return _booking(meeting, write, state, zone, now, told, pause)
    if not meeting.is_open:
        return None
    found = _done(write, now) if state == _Write.DONE else _change(write, state, pause)
    if found is None or write.kind not in {_Kind.EDIT_OCCURRENCE, _Kind.CANCEL_OCCURRENCE}:
        return found
    act = f"{found.act}_date" if found.act in {"edit", "cancel"} and write.occurrence_id else found.act
    text = format_datetime.sentences(activity.one_date(write, zone, now), found.text)
    return replace(found, text=text, act=act, date_id=write.occurrence_id)


def write_state(write: VendorWrite, now: datetime) -> str:
    """Return the state of a write as it is shown: one that was abandoned counts as unconfirmed."""
    return _Write.UNCONFIRMED if write.is_abandoned(now) else write.state


def reason(write: VendorWrite) -> str:
    """Why the meeting service said no, in the reader's language."""
    return refusals.of_write(write)


def _booking(
    meeting: Meeting, write: VendorWrite, state: str, zone: ZoneInfo, now: datetime, told: int, pause: int
) -> News | None:
    if state == _Write.DONE:
        return _booked(meeting, told) if _is_fresh(write, now) and meeting.is_open else None
    if state == _Write.REFUSED:
        text = reason(write)
        return News("bad", "refused", _("Not booked."), text, act="another_time")
    if state == _Write.WITHDRAWN:
        return News("", "undo", _("Withdrawn."), _("It was never booked, so nobody has been told."), act="again")
    if state == _Write.PLANNED:
        until = format_datetime.moment(meeting.start_at - GIVES_UP_BEFORE, zone=zone, now=now)
        text = _("We try until %(until)s and send you a mail when it is clear.") % {"until": until}
        title = _("Your booking is waiting for the meeting service.")
        return News("info", "clock", title, text, act="withdraw", polls_after=pause)
    if state == _Write.UNCONFIRMED and write.candidates:
        title = _("We do not know yet whether it was booked.")
        text = _("Several meetings at the meeting service could be it. An administrator has to say which one is.")
        return News("warn", "unconfirmed", title, text, act="withdraw", polls_after=10)
    if state == _Write.UNCONFIRMED:
        title = _("We do not know yet whether it was booked.")
        text = _(
            "We are checking and will not book it twice. You get a mail when it is clear, usually within two minutes."
        )
        return News("warn", "unconfirmed", title, text, act="withdraw", polls_after=pause)
    text = _("This takes a few seconds. You can leave this page; it will be finished either way.")
    return News("info", "booking", _("We are booking your meeting."), text, polls_after=pause)


def _booked(meeting: Meeting, told: int) -> News:
    if not told or not meeting.tells_invitees:
        return News("ok", "booked", _("Booked."), _("Nobody has been told; the invitation is below."))
    text = ngettext("One person is getting a mail now.", "%(count)s people are getting their mail now.", told) % {
        "count": told
    }
    return News("ok", "booked", _("Booked."), text)


def _is_fresh(write: VendorWrite, now: datetime) -> bool:
    return write.finished_at is not None and now - write.finished_at < _FRESH


def _done(write: VendorWrite, now: datetime) -> News | None:
    """Of a series that goes on a cancellation is that of one date."""
    title = _("Cancelled.") if write.kind == _Kind.CANCEL_OCCURRENCE else _("Changed.")
    return News("ok", "booked", title, "") if _is_fresh(write, now) else None


def _change(write: VendorWrite, state: str, pause: int) -> News | None:
    is_edit = write.kind in {_Kind.EDIT, _Kind.EDIT_OCCURRENCE}
    as_before = _("Until then everybody sees the meeting as it was.")
    can_join = _("Until then the meeting can still be joined.")
    if state == _Write.REFUSED:
        title = _("Not changed; everything is as before.") if is_edit else _("Not cancelled; everything is as before.")
        return News("bad", "refused", title, reason(write), act="edit" if is_edit else "cancel")
    if state == _Write.UNCONFIRMED:
        title = (
            _("We do not know yet whether the change was taken.")
            if is_edit
            else _("We do not know yet whether it was cancelled.")
        )
        text = _("We are checking. You get a mail when it is clear, usually within two minutes.")
        return News("warn", "unconfirmed", title, text, polls_after=pause)
    if state == _Write.PLANNED:
        title = (
            _("Your change is waiting for the meeting service.")
            if is_edit
            else _("The cancellation is waiting for the meeting service.")
        )
        return News("info", "clock", title, as_before if is_edit else can_join, act="withdraw", polls_after=pause)
    if state == _Write.SENT:
        title = _("We are changing the meeting.") if is_edit else _("We are cancelling the meeting.")
        return News("info", "booking", title, as_before if is_edit else can_join, polls_after=pause)
    return None
