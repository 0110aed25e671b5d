"""The mails that several occurrences of a series have moved, or are cancelled: each by name, old and new."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from l10n import format_datetime
from meetings.mails.context import About, facts, with_person
from meetings.models import Occurrence
from meetings.snapshots import Move, Span
from notifications.mails.mail import Fact, Mail
from notifications.mails.subjects import subject_line


def build_moved_occurrences(about: About, moves: Sequence[Move], *, old_subject: str = "") -> Mail:
    """Return the mail with old and new time of each, by start, in the active language.

    ``old_subject`` is the subject of before, "" where that stays; with another one there need be no moves.
    """
    meeting, first = about.meeting, moves[0] if moves else None
    when = about.on(first.now) if first else about.when(meeting)
    said = ngettext("One date has changed.", "%(count)s dates have changed.", len(moves)) % {"count": len(moves)}
    is_renamed = bool(old_subject) and old_subject != meeting.subject
    return Mail(
        language=about.recipient.language,
        subject=_subject(about, first),
        preheader=_("Was %(old)s. Now %(new)s.") % {"old": about.on(first.was), "new": when}
        if first
        else _("%(when)s, as before.") % {"when": when},
        organisation=about.organisation,
        notice=said if moves else _("The series has changed."),
        notice_more=_("All other dates stay as they are, and so does your link.")
        if moves
        else _("Your link stays the same."),
        lead=_lead(about, has_moved=bool(moves)),
        title=meeting.subject,
        old_when=about.on(first.was) if first else None,
        when=when,
        button=about.button(),
        facts=(
            *([Fact(_("Title"), meeting.subject, old_subject)] if is_renamed else []),
            *(_fact(about, move) for move in moves),
            *facts(about, meeting),
        ),
        foot=format_datetime.sentences(
            _("Your calendar entry changes with the attached file."), _("Your link stays the same."), about.replies()
        ),
    )


def _subject(about: About, first: Move | None) -> str:
    title = about.meeting.subject
    if first is None:
        return subject_line(_("Changed: %(title)s · %(when)s"), title=title, when=about.moment)
    return subject_line(_("Moved: %(title)s · now %(when)s"), title=title, when=_moment(about, first.now))


def _lead(about: About, *, has_moved: bool) -> str:
    if about.is_own:
        return _("Your meeting has moved") if has_moved else _("Your meeting has changed")
    pattern = _("%(person)s moved the meeting") if has_moved else _("%(person)s changed the meeting")
    return with_person(pattern, about.organiser)


def build_cancelled_occurrences(about: About, occurrences: Sequence[Occurrence], by: User, note: str) -> Mail:
    """Return the mail that these are cancelled, by start: by whom, and with their word."""
    zone, first = about.recipient.zone, occurrences[0]
    has_others = any(other.end_at > about.now and not other.is_cancelled for other in about.occurrences)
    spans = (Span(one.start_at, one.end_at) for one in occurrences)
    named = [format_datetime.when(one.start_at, one.end_at, zone=zone, now=about.now) for one in spans]
    count = {"count": len(named)}
    return Mail(
        language=about.recipient.language,
        subject=subject_line(
            _("Cancelled: %(title)s · %(when)s"), title=about.meeting.subject, when=about.moment_of(first)
        ),
        preheader=ngettext("%(count)s date is cancelled.", "%(count)s dates are cancelled.", len(named)) % count,
        organisation=about.organisation,
        notice=ngettext("%(count)s date is cancelled.", "%(count)s dates are cancelled.", len(named)) % count,
        notice_more=_("All other dates stay as they are.") if has_others else _("No other date is ahead."),
        lead=_by(about, by),
        title=about.meeting.subject,
        old_when=about.on(first),
        words=note,
        facts=tuple(Fact(_("Cancelled"), when) for when in named),
        foot=format_datetime.sentences(
            _("The attached file takes these dates out of your calendar, and leaves the others there."),
            about.replies(),
        ),
    )


def _fact(about: About, move: Move) -> Fact:
    zone, now = about.recipient.zone, about.now
    old, new = (format_datetime.when(one.start_at, one.end_at, zone=zone, now=now) for one in move)
    return Fact(_("Moved"), new, old)


def _moment(about: About, span: Span) -> str:
    return format_datetime.moment(span.start_at, zone=about.recipient.zone, now=about.now)


def _by(about: About, by: User) -> str:
    if about.is_own and by == about.organiser:
        return _("You have cancelled dates of your meeting")
    return with_person(_("%(person)s cancelled dates of the meeting"), by)
