"""The words for cancelling one occurrence of a series: the series stands, and that is what differs."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from meetings.kind_words import cancel
from meetings.kind_words.words import ActivityWords, KindWords, MailWords

WORDS = KindWords(
    by_reader=ActivityWords(
        done=_("You cancelled one date."),
        refused=_("You tried to cancel one date; the meeting service refused."),
        withdrawn=_("You withdrew the cancellation of one date."),
    ),
    by_somebody=ActivityWords(
        done=_("%(person)s cancelled one date."),
        refused=_("%(person)s tried to cancel one date; the meeting service refused."),
        withdrawn=_("%(person)s withdrew the cancellation of one date."),
    ),
    mail_done=MailWords(_("Cancelled: %(title)s"), _("Cancelled."), _("This date is cancelled; all others stay.")),
    mail_refused=cancel.MAIL_REFUSED,
    badge=cancel.BADGE,
    banner=replace(cancel.BANNER, done=_("Cancelled.")),
)
