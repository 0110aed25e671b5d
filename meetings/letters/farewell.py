"""It is cancelled; and: you are no longer invited."""

from django.utils.translation import gettext as _

from meetings import when_shown
from meetings.letters.about import About, with_person
from meetings.letters.letter import Letter
from meetings.letters.subjects import subject_line


def cancellation(about: About) -> Letter:
    """By whom and with their word; there is nothing to join any more."""
    was = about.when(about.meeting)
    return Letter(
        language=about.reader.language,
        subject=subject_line(_("Cancelled: %(title)s · %(when)s"), title=about.meeting.subject, when=about.moment),
        preheader=_("%(when)s is cancelled.") % {"when": was},
        organisation=about.organisation,
        notice=_("The meeting is cancelled."),
        notice_more=_("There is nothing for you to do."),
        lead=_cancelled_by(about),
        title=about.meeting.subject,
        old_when=was,
        words=about.meeting.cancel_note,
        foot=when_shown.sentences(_("The attached file takes the entry out of your calendar."), about.replies()),
    )


def uninvitation(about: About) -> Letter:
    """The entry goes; no reason is made up."""
    was = about.when(about.meeting)
    return Letter(
        language=about.reader.language,
        subject=subject_line(_("You are no longer invited: %(title)s"), title=about.meeting.subject),
        preheader=_("The entry goes from your calendar."),
        organisation=about.organisation,
        lead=_("You are no longer invited to this meeting"),
        title=about.meeting.subject,
        old_when=was,
        foot=when_shown.sentences(_("The attached file takes the entry out of your calendar."), about.replies()),
    )


def _cancelled_by(about: About) -> str:
    by = about.meeting.cancelled_by
    if about.is_own and (by is None or by == about.organiser):
        return _("You have cancelled your meeting")
    return with_person(_("%(person)s cancelled the meeting"), by or about.organiser)
