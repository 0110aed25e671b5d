"""The words for dates that go over to another meeting, of the write that takes them away from the old one."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from meetings.kind_words import edit
from meetings.kind_words.words import ActivityWords, KindWords

WORDS = KindWords(
    by_reader=ActivityWords(
        done=_("You gave dates of it another meeting."),
        refused=_("The meeting service still holds dates that have another meeting by now."),
        withdrawn=_("Its dates stay here: what was to take their place is not booked."),
    ),
    by_somebody=ActivityWords(
        done=_("%(person)s gave dates of it another meeting."),
        refused=_("The meeting service still holds dates that have another meeting by now."),
        withdrawn=_("Its dates stay here: what was to take their place is not booked."),
    ),
    mail_done=edit.MAIL_DONE,
    mail_refused=edit.MAIL_REFUSED,
    badge=edit.BADGE,
    banner=replace(
        edit.BANNER,
        done=_("Changed. What is no longer here has another meeting."),
        refused=_("The meeting service still holds dates that have another meeting by now."),
        planned=_("Dates of this meeting are getting another meeting."),
        sent=_("Dates of this meeting are getting another meeting."),
        until_then=_("Until that is booked everybody sees them here."),
        can_be_withdrawn=False,
    ),
)
