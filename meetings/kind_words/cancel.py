"""The words for cancelling a meeting, or what is left of a series."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.kind_words.words import ActivityWords, BadgeWords, BannerWords, KindWords, MailWords

BADGE = BadgeWords(
    planned=pgettext_lazy("state", "Cancellation waiting"),
    sent=pgettext_lazy("state", "Cancelling…"),
    unconfirmed=pgettext_lazy("state", "Cancellation being checked"),
    refused=pgettext_lazy("state", "Not cancelled"),
    icon="cancelled",
)
BANNER = BannerWords(
    done=_("Changed."),
    refused=_("Not cancelled; everything is as before."),
    unconfirmed=_("We do not know yet whether it was cancelled."),
    planned=_("The cancellation is waiting for the meeting service."),
    sent=_("We are cancelling the meeting."),
    until_then=_("Until then the meeting can still be joined."),
    act="cancel",
)
MAIL_REFUSED = MailWords(
    _("Not cancelled: %(title)s"), _("Not cancelled."), _("The meeting still stands and can be joined.")
)
WORDS = KindWords(
    by_reader=ActivityWords(
        done=_("You cancelled it."),
        refused=_("You tried to cancel it; the meeting service refused."),
        withdrawn=_("You withdrew the cancellation."),
    ),
    by_somebody=ActivityWords(
        done=_("%(person)s cancelled it."),
        refused=_("%(person)s tried to cancel it; the meeting service refused."),
        withdrawn=_("%(person)s withdrew the cancellation."),
    ),
    mail_done=MailWords(_("Cancelled: %(title)s"), _("Cancelled."), _("Your meeting is cancelled.")),
    mail_refused=MAIL_REFUSED,
    badge=BADGE,
    banner=BANNER,
)
