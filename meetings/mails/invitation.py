"""The invitation, and the organiser's own copy of a booking."""

from django.utils.translation import gettext as _

from l10n import format_datetime
from meetings.mails.context import About, facts, with_person
from notifications.mails.mail import Mail
from notifications.mails.subjects import subject_line


def build_for(about: About) -> Mail:
    """Return the first mail to whoever it is: the organiser's own copy, or the invitation."""
    return build_own_copy(about) if about.is_own else build_invitation(about)


def build_invitation(about: About) -> Mail:
    """Return the first mail to an invitee, in the active language."""
    when = about.when(about.meeting)
    return Mail(
        language=about.recipient.language,
        subject=subject_line(_("Invitation: %(title)s · %(when)s"), title=about.meeting.subject, when=about.moment),
        preheader=_("%(when)s. One click and you are in.") % {"when": when},
        organisation=about.organisation,
        lead=with_person(_("%(person)s invites you"), about.organiser),
        title=about.meeting.subject,
        when=when,
        button=about.button(),
        facts=facts(about),
        foot=format_datetime.sentences(
            _("The calendar entry is attached and follows every change."),
            _("Your link is personal; it works for every date, and stays the same when one moves.")
            if about.occurrences
            else _("Your link is personal; it stays the same when the meeting moves."),
            about.replies(),
        ),
    )


def build_own_copy(about: About) -> Mail:
    """Return the mail that the organiser gets once the vendor has booked the meeting."""
    when = about.when(about.meeting)
    return Mail(
        language=about.recipient.language,
        subject=subject_line(_("Booked: %(title)s · %(when)s"), title=about.meeting.subject, when=about.moment),
        preheader=_("%(when)s. This is your own copy.") % {"when": when},
        organisation=about.organisation,
        lead=_("Your meeting is booked"),
        title=about.meeting.subject,
        when=when,
        button=about.button(),
        facts=facts(about),
        foot=format_datetime.sentences(
            _("The calendar entry is attached and follows every change."),
            _("This link is yours alone; each invitee has their own."),
        ),
    )
