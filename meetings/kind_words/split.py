"""The words for dates that go over to another meeting, of the write that takes them away from the old one."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from meetings.kind_words import edit
from meetings.kind_words.words import ActivityWords, KindWords

WORDS = KindWords(
    by_reader=ActivityWords(
        done=_("You moved some of its dates to another meeting."),
        refused=_("The meeting service still holds dates that have another meeting by now."),
        withdrawn=_("Its dates stay here: what was to take their place is not booked."),
    ),
    by_somebody=ActivityWords(
        done=_("%(person)s moved some of its dates to another meeting."),
        refused=_("The meeting service still holds dates that have another meeting by now."),
        withdrawn=_("Its dates stay here: what was to take their place is not booked."),
    ),
    mail_done=edit.MAIL_DONE,
    mail_refused=edit.MAIL_REFUSED,
    badge=edit.BADGE,
    banner=replace(
        edit.BANNER,
        done=_("Changed. Dates that are no longer here are in another meeting."),
        refused=_("The meeting service still holds dates that have another meeting by now."),
        planned=_("Some of its dates are being moved to another meeting."),
        sent=_("Some of its dates are being moved to another meeting."),
        until_then=_("Until that is booked everybody sees them here."),
        can_be_withdrawn=False,
    ),
)
