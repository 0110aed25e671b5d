"""The words for one occurrence that the vendor has elsewhere, after a booking or a change of the whole."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.kind_words import edit
from meetings.kind_words.words import ActivityWords, KindWords

_DONE = _("One date of the series was set right at the meeting service.")
_REFUSED = _("The meeting service did not let one date of the series be set right.")
_WITHDRAWN = _("Single dates of the series were not set right.")
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
    refused=_("The meeting service did not let one date of the series be set right."),
)
