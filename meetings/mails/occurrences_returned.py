"""The mail that the vendor holds occurrences by the rule again which had been changed for themselves."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from l10n import format_datetime
from meetings.mails import series
from meetings.mails.context import About, facts
from meetings.snapshots import Returned
from notifications.mails.mail import Mail
from notifications.mails.subjects import subject_line


def build_returned_occurrences(about: About, returned: Sequence[Returned]) -> Mail:
    """Return the mail that names each, in the active language: where it is, and where it was (None: it was off)."""
    zone, (first, _was) = about.recipient.zone, returned[0]
    lines = [series.describe_return(place, was, zone=zone, now=about.now) for place, was in returned]
    said = format_datetime.sentences(*lines)
    when = format_datetime.moment(first.start_at, zone=zone, now=about.now)
    return Mail(
        language=about.recipient.language,
        subject=subject_line(_("Changed: %(title)s · %(when)s"), title=about.meeting.subject, when=when),
        preheader=said,
        organisation=about.organisation,
        notice=said,
        notice_more=_("All other dates stay as they are, and so does your link."),
        lead=ngettext(
            "The meeting service did not keep a date that had been changed for itself",
            "The meeting service did not keep dates that had been changed for themselves",
            len(returned),
        ),
        title=about.meeting.subject,
        when=about.when(about.meeting),
        button=about.button(),
        facts=facts(about, about.meeting),
        foot=format_datetime.sentences(
            _("Your calendar entry changes with the attached file."), _("Your link stays the same."), about.replies()
        ),
    )
