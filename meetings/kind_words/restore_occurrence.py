"""The words for doing again what was done to one occurrence, where a change of the whole has undone it."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.kind_words import edit
from meetings.kind_words.words import ActivityWords, KindWords

_DONE = _("After the change of the series one date was changed again as before.")
_REFUSED = _("After the change of the series the meeting service did not take the change of one date again.")
_WITHDRAWN = _("The changes of single dates were not made again.")
WORDS = KindWords(
    by_reader=ActivityWords(done=_DONE, refused=_REFUSED, withdrawn=_WITHDRAWN),
    by_somebody=ActivityWords(done=_DONE, refused=_REFUSED, withdrawn=_WITHDRAWN),
    mail_done=edit.MAIL_DONE,
    mail_refused=edit.MAIL_REFUSED,
    badge=replace(edit.BADGE, refused=pgettext_lazy("state", "As by the rule again")),
    banner=replace(
        edit.BANNER,
        refused=_("The series has changed, but not every date is as it was."),
        until_then=_("Invitees see them as they are to be."),
    ),
    refused=_("After the change of the series the meeting service did not take the change of one date again."),
)
