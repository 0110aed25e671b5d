"""The status banner of a meeting whose state is anything but plain: what happened, what happens next."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from l10n import format_datetime
from meetings import refusals
from meetings.kind_words import words_of
from meetings.kind_words.words import BannerWords
from meetings.limits import GIVES_UP_BEFORE
from meetings.models import Meeting, VendorWrite
from meetings.pages import activity

_Write = VendorWrite.State
_FRESH = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class StatusBanner:
    """``tone`` is info, ok, warn, bad or "" (grey); ``act`` what can be done: withdraw, another_time, edit, again.

    ``polls_after`` is the pause in seconds before the page asks again, 0 for never.
    """

    tone: str
    icon: str
    title: str
    text: str
    act: str = ""
    polls_after: int = 0
    # The occurrence of a series that it is about.
    occurrence_id: int | None = None

    @property
    def spins(self) -> bool:
        return self.icon == "booking"


def build_status_banner(
    meeting: Meeting, write: VendorWrite | None, *, zone: ZoneInfo, now: datetime, mailed: int
) -> StatusBanner | None:
    """Return the banner for whoever may change the meeting. ``mailed`` is how many people get a mail."""
    if write is None:
        return None
    state = write_state(write, now)
    pause = pause_of(write, now)
    words = words_of(write).banner
    if words is None:
        return _booking(meeting, write, state, zone, now, mailed, pause)
    if not meeting.is_open:
        return None
    found = _done(words, write, now) if state == _Write.DONE else _change(words, write, state, pause)
    about = activity.which_occurrence(write, zone, now)
    if found is None or not about:
        return found
    act = f"{found.act}_occurrence" if found.act in {"edit", "cancel"} and write.occurrence_id else found.act
    text = format_datetime.sentences(about, found.text)
    return replace(found, text=text, act=act, occurrence_id=write.occurrence_id)


def pause_of(write: VendorWrite, now: datetime) -> int:
    """Return after how many seconds the page asks again what became of ``write``."""
    return 2 if now - write.created_at < timedelta(seconds=30) else 10


def build_done_banner(write: VendorWrite, text: str, now: datetime) -> StatusBanner | None:
    """Return the banner of a change that was made just now, with ``text`` behind its title; None for an older one."""
    words = words_of(write).banner
    return replace(found, text=text) if words and (found := _done(words, write, now)) else None


def build_open_banner(write: VendorWrite, now: datetime) -> StatusBanner:
    """Return the banner of a change that is on its way."""
    words = words_of(write).banner
    assert words is not None
    found = _change(words, write, write_state(write, now), pause_of(write, now))
    assert found is not None
    return found


def write_state(write: VendorWrite, now: datetime) -> str:
    """Return the state of a write as it is shown: one that was abandoned counts as unconfirmed."""
    return _Write.UNCONFIRMED if write.is_abandoned(now) else write.state


def reason(write: VendorWrite) -> str:
    """Return why the meeting service said no, in the reader's language."""
    return refusals.explain_refusal(write)


def _booking(
    meeting: Meeting, write: VendorWrite, state: str, zone: ZoneInfo, now: datetime, mailed: int, pause: int
) -> StatusBanner | None:
    if state == _Write.DONE:
        return _booked(meeting, mailed) if _is_fresh(write, now) and meeting.is_open else None
    if state == _Write.REFUSED:
        text = reason(write)
        return StatusBanner("bad", "refused", _("Not booked."), text, act="another_time")
    if state == _Write.WITHDRAWN:
        return StatusBanner(
            "", "undo", _("Withdrawn."), _("It was never booked, so nobody has been told."), act="again"
        )
    if state == _Write.PLANNED:
        until = format_datetime.moment(meeting.start_at - GIVES_UP_BEFORE, zone=zone, now=now)
        text = _("We try until %(until)s and send you a mail when it is clear.") % {"until": until}
        title = _("Your booking is waiting for the meeting service.")
        return StatusBanner("info", "clock", title, text, act="withdraw", polls_after=pause)
    if state == _Write.UNCONFIRMED and write.candidates:
        title = _("We do not know yet whether it was booked.")
        text = _("Several meetings at the meeting service could be it. An administrator has to say which one is.")
        return StatusBanner("warn", "unconfirmed", title, text, act="withdraw", polls_after=10)
    if state == _Write.UNCONFIRMED:
        title = _("We do not know yet whether it was booked.")
        text = _(
            "We are checking and will not book it twice. You get a mail when it is clear, usually within two minutes."
        )
        return StatusBanner("warn", "unconfirmed", title, text, act="withdraw", polls_after=pause)
    text = _("This takes a few seconds. You can leave this page; it will be finished either way.")
    return StatusBanner("info", "booking", _("We are booking your meeting."), text, polls_after=pause)


def _booked(meeting: Meeting, mailed: int) -> StatusBanner:
    if not mailed or not meeting.tells_invitees:
        return StatusBanner("ok", "booked", _("Booked."), _("Nobody has been told; the invitation is below."))
    text = ngettext("One person is getting a mail now.", "%(count)s people are getting their mail now.", mailed) % {
        "count": mailed
    }
    return StatusBanner("ok", "booked", _("Booked."), text)


def _is_fresh(write: VendorWrite, now: datetime) -> bool:
    return write.finished_at is not None and now - write.finished_at < _FRESH


def _done(words: BannerWords, write: VendorWrite, now: datetime) -> StatusBanner | None:
    """Return the banner of a change that was made just now."""
    return StatusBanner("ok", "booked", str(words.done), "") if _is_fresh(write, now) else None


def _change(words: BannerWords, write: VendorWrite, state: str, pause: int) -> StatusBanner | None:
    if state == _Write.REFUSED:
        return StatusBanner("bad", "refused", str(words.refused), reason(write), act=words.act)
    if state == _Write.UNCONFIRMED:
        text = str(words.while_unconfirmed)
        return StatusBanner("warn", "unconfirmed", str(words.unconfirmed), text, polls_after=pause)
    until_then = str(words.until_then)
    if state == _Write.PLANNED:
        act = "withdraw" if words.can_be_withdrawn else ""
        return StatusBanner("info", "clock", str(words.planned), until_then, act=act, polls_after=pause)
    if state == _Write.SENT:
        return StatusBanner("info", "booking", str(words.sent), until_then, polls_after=pause)
    return None
