"""What became of a wish that had to wait or to be checked."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from meetings.mails.context import About
from meetings.models import VendorWrite
from meetings.snapshots import Span
from notifications.mails.mail import Button, Mail, When
from notifications.mails.subjects import subject_line

_Kind = VendorWrite.Kind


def result(about: About, write: VendorWrite, reason: str = "") -> Mail:
    """To whoever asked; ``about.link`` is the meeting's page. ``reason`` is the refusal in a sentence."""
    is_done = write.state == VendorWrite.State.DONE
    title = about.meeting.subject
    notice, what_now = _done(write) if is_done else _refused(write)
    when = _date(about, write) or about.when(about.meeting)
    return Mail(
        language=about.reader.language,
        subject=subject_line(_pattern(write, is_done=is_done), title=title),
        preheader=what_now,
        organisation=about.organisation,
        notice=notice,
        notice_more=reason,
        lead=what_now,
        title=title,
        when=when,
        button=Button(_("Open the meeting's page"), about.link),
        foot=_("This mail goes to you alone."),
    )


def _date(about: About, write: VendorWrite) -> When | None:
    """When the date of a series is that alone was to be changed, None for a wish about the whole."""
    if write.kind not in {_Kind.EDIT_OCCURRENCE, _Kind.CANCEL_OCCURRENCE}:
        return None
    is_moved = write.kind == _Kind.EDIT_OCCURRENCE and write.state == VendorWrite.State.DONE
    times = write.payload["wanted" if is_moved else "before"]
    start_at = datetime.fromisoformat(times["start_at"])
    return about.on(Span(start_at, start_at + timedelta(minutes=times["length_minutes"])))


def _pattern(write: VendorWrite, *, is_done: bool) -> str:
    if write.kind == _Kind.CREATE:
        return _("Booked: %(title)s") if is_done else _("Not booked: %(title)s")
    if write.kind in {_Kind.EDIT, _Kind.EDIT_OCCURRENCE}:
        return _("Changed: %(title)s") if is_done else _("Not changed: %(title)s")
    return _("Cancelled: %(title)s") if is_done else _("Not cancelled: %(title)s")


def _done(write: VendorWrite) -> tuple[str, str]:
    if write.kind == _Kind.CREATE:
        return _("Booked."), _("Your meeting is booked.")
    if write.kind in {_Kind.EDIT, _Kind.EDIT_OCCURRENCE}:
        return _("Changed."), _("Your change is made.")
    if write.kind == _Kind.CANCEL_OCCURRENCE:
        return _("Cancelled."), _("This date is cancelled; all others stay.")
    return _("Cancelled."), _("Your meeting is cancelled.")


def _refused(write: VendorWrite) -> tuple[str, str]:
    if write.kind == _Kind.CREATE:
        return _("Not booked."), _("You can choose another time and try again; what you typed is kept.")
    if write.kind in {_Kind.EDIT, _Kind.EDIT_OCCURRENCE}:
        return _("Not changed."), _("Everything is as it was before.")
    return _("Not cancelled."), _("The meeting still stands and can be joined.")
