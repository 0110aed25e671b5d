"""The mails that a meeting is cancelled, and that somebody is no longer invited."""

from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from l10n import format_datetime
from meetings.mails import series
from meetings.mails.context import About, with_person
from notifications.mails.mail import Fact, Mail
from notifications.mails.subjects import subject_line


def build_cancellation(about: About) -> Mail:
    """Return the mail that a meeting is cancelled: by whom and with their word, and nothing to join any more."""
    was = about.on(about.meeting)
    is_series = bool(about.occurrences)
    pattern = _("Cancelled: %(title)s · from %(when)s on") if is_series else _("Cancelled: %(title)s · %(when)s")
    preheader = _("All dates are cancelled, from %(when)s on.") if is_series else _("%(when)s is cancelled.")
    return Mail(
        language=about.recipient.language,
        subject=subject_line(pattern, title=about.meeting.subject, when=about.moment),
        preheader=preheader % {"when": was},
        organisation=about.organisation,
        notice=_("The whole series is cancelled.") if is_series else _("The meeting is cancelled."),
        notice_more=_("There is nothing for you to do."),
        lead=_cancelled_by(about),
        title=about.meeting.subject,
        old_when=was,
        words=about.meeting.cancel_note,
        facts=_rule(about),
        foot=format_datetime.sentences(_out_of_the_calendar(about), about.replies()),
    )


def build_uninvitation(about: About) -> Mail:
    """Return the mail to somebody who was taken off the list: the entry goes, and no reason is made up."""
    return Mail(
        language=about.recipient.language,
        subject=subject_line(_("You are no longer invited: %(title)s"), title=about.meeting.subject),
        preheader=_("The entry goes from your calendar."),
        organisation=about.organisation,
        lead=_("You are no longer invited to this series")
        if about.occurrences
        else _("You are no longer invited to this meeting"),
        title=about.meeting.subject,
        old_when=about.on(about.meeting),
        facts=_rule(about),
        foot=format_datetime.sentences(_out_of_the_calendar(about), about.replies()),
    )


def _cancelled_by(about: About) -> str:
    by = about.meeting.cancelled_by
    if about.is_own and (by is None or by == about.organiser):
        return _("You have cancelled your series") if about.occurrences else _("You have cancelled your meeting")
    pattern = _("%(person)s cancelled the series") if about.occurrences else _("%(person)s cancelled the meeting")
    return with_person(pattern, by or about.organiser)


def _rule(about: About) -> tuple[Fact, ...]:
    """Return the rule of a series: more is gone than the one occurrence that is shown."""
    rule = about.meeting.recurrence
    if rule is None or not about.occurrences:
        return ()
    there = ZoneInfo(about.meeting.time_zone)
    return (Fact(_("Repeats"), series.describe_repetition(rule, about.occurrences, there=there, now=about.now)),)


def _out_of_the_calendar(about: About) -> str:
    if about.occurrences:
        return _("The attached file takes all its dates out of your calendar.")
    return _("The attached file takes the entry out of your calendar.")
