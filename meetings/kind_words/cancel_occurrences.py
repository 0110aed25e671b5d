"""The words for cancelling several occurrences of a series: the series stands."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from meetings.kind_words import cancel
from meetings.kind_words.words import ActivityWords, KindWords, MailWords

WORDS = KindWords(
    by_reader=ActivityWords(
        done=_("You cancelled a date and those that follow."),
        refused=_("You tried to cancel a date and those that follow; the meeting service refused."),
        withdrawn=_("You withdrew the cancellation of several dates."),
    ),
    by_somebody=ActivityWords(
        done=_("%(person)s cancelled a date and those that follow."),
        refused=_("%(person)s tried to cancel a date and those that follow; the meeting service refused."),
        withdrawn=_("%(person)s withdrew the cancellation of several dates."),
    ),
    mail_done=MailWords(_("Cancelled: %(title)s"), _("Cancelled."), _("These dates are cancelled; all others stay.")),
    mail_refused=cancel.MAIL_REFUSED,
    badge=cancel.BADGE,
    banner=replace(
        cancel.BANNER, done=_("Cancelled."), until_then=_("Until then the meeting can still be joined on these dates.")
    ),
)
