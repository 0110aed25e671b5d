"""The words for changing one occurrence of a series: those of a change, but for the activity."""

from django.utils.translation import gettext_lazy as _

from meetings.kind_words import edit
from meetings.kind_words.words import ActivityWords, KindWords

WORDS = KindWords(
    by_reader=ActivityWords(
        done=_("You changed one date."),
        refused=_("You tried to change one date; the meeting service refused."),
        withdrawn=_("You withdrew the change of one date."),
    ),
    by_somebody=ActivityWords(
        done=_("%(person)s changed one date."),
        refused=_("%(person)s tried to change one date; the meeting service refused."),
        withdrawn=_("%(person)s withdrew the change of one date."),
    ),
    mail_done=edit.MAIL_DONE,
    mail_refused=edit.MAIL_REFUSED,
    badge=edit.BADGE,
    banner=edit.BANNER,
)
