"""The words for moving several occurrences of a series, of each of the writes that does."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from meetings.kind_words import edit, edit_occurrence
from meetings.kind_words.words import ActivityWords, KindWords

WORDS = KindWords(
    by_reader=ActivityWords(
        done=_("You changed one of several dates."),
        refused=_("You tried to change one of several dates; the meeting service refused."),
        withdrawn=_("You withdrew the change of several dates."),
    ),
    by_somebody=ActivityWords(
        done=_("%(person)s changed one of several dates."),
        refused=_("%(person)s tried to change one of several dates; the meeting service refused."),
        withdrawn=_("%(person)s withdrew the change of several dates."),
    ),
    mail_done=edit.MAIL_DONE,
    mail_refused=edit.MAIL_REFUSED,
    badge=edit.BADGE,
    banner=replace(
        edit_occurrence.WORDS.banner or edit.BANNER,
        refused=_("Not every date could be changed."),
        until_then=_("Until a date is done everybody sees its old time."),
    ),
)
