"""The mails that one occurrence of a series has moved, or is cancelled; all others stay."""

from django.utils.translation import gettext as _

from accounts.models import User
from l10n import format_datetime
from meetings.mails.context import About, facts, with_person
from meetings.models import Occurrence
from meetings.snapshots import Span
from notifications.mails.mail import Mail
from notifications.mails.subjects import subject_line


def build_moved_occurrence(about: About, occurrence: Occurrence, was: Span) -> Mail:
    """Return the mail with the old and the new time of that occurrence alone, in the active language."""
    has_moved = occurrence.start_at != was.start_at
    old, new = about.on(was), about.on(occurrence)
    pattern = _("Moved: %(title)s · now %(when)s") if has_moved else _("Changed: %(title)s · %(when)s")
    return Mail(
        language=about.recipient.language,
        subject=subject_line(pattern, title=about.meeting.subject, when=about.moment_of(occurrence)),
        preheader=_("Was %(old)s. Now %(new)s.") % {"old": old, "new": new},
        organisation=about.organisation,
        notice=_("Only this date has moved.") if has_moved else _("Only this date has changed."),
        notice_more=_("All other dates stay as they are, and so does your link."),
        lead=_lead(about, has_moved=has_moved),
        title=about.meeting.subject,
        old_when=old,
        when=new,
        button=about.button(),
        facts=facts(about, about.meeting),
        foot=format_datetime.sentences(
            _("Your calendar entry changes with the attached file."), _("Your link stays the same."), about.replies()
        ),
    )


def build_cancelled_occurrence(about: About, occurrence: Occurrence, by: User, note: str) -> Mail:
    """Return the mail that the occurrence is cancelled: by whom, and with their word."""
    was = about.on(occurrence)
    is_last = not any(other.end_at > about.now and not other.is_cancelled for other in about.occurrences)
    return Mail(
        language=about.recipient.language,
        subject=subject_line(
            _("Cancelled: %(title)s · %(when)s"), title=about.meeting.subject, when=about.moment_of(occurrence)
        ),
        preheader=_("%(when)s is cancelled.") % {"when": was},
        organisation=about.organisation,
        notice=_("The last date is cancelled.") if is_last else _("Only this date is cancelled."),
        notice_more=_("No other date is ahead.") if is_last else _("All other dates stay as they are."),
        lead=_cancelled_by(about, by),
        title=about.meeting.subject,
        old_when=was,
        words=note,
        foot=format_datetime.sentences(
            _("The attached file takes this date out of your calendar, and leaves the others there."), about.replies()
        ),
    )


def _lead(about: About, *, has_moved: bool) -> str:
    if about.is_own:
        return _("Your meeting has moved") if has_moved else _("Your meeting has changed")
    pattern = _("%(person)s moved the meeting") if has_moved else _("%(person)s changed the meeting")
    return with_person(pattern, about.organiser)


def _cancelled_by(about: About, by: User) -> str:
    if about.is_own and by == about.organiser:
        return _("You have cancelled one date of your meeting")
    return with_person(_("%(person)s cancelled one date of the meeting"), by)
