"""The words for changing a meeting as a whole."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.kind_words.words import ActivityWords, BadgeWords, BannerWords, KindWords, MailWords

BADGE = BadgeWords(
    planned=pgettext_lazy("state", "Change waiting"),
    sent=pgettext_lazy("state", "Changing…"),
    unconfirmed=pgettext_lazy("state", "Change being checked"),
    refused=pgettext_lazy("state", "Not changed"),
    icon="edit",
)
BANNER = BannerWords(
    done=_("Changed."),
    refused=_("Not changed; everything is as before."),
    unconfirmed=_("We do not know yet whether the change was taken."),
    planned=_("Your change is waiting for the meeting service."),
    sent=_("We are changing the meeting."),
    until_then=_("Until then everybody sees the meeting as it was."),
    act="edit",
)
MAIL_DONE = MailWords(_("Changed: %(title)s"), _("Changed."), _("Your change is made."))
MAIL_REFUSED = MailWords(_("Not changed: %(title)s"), _("Not changed."), _("Everything is as it was before."))
WORDS = KindWords(
    by_reader=ActivityWords(
        done=_("You changed it."),
        refused=_("You tried to change it; the meeting service refused."),
        withdrawn=_("You withdrew a change."),
    ),
    by_somebody=ActivityWords(
        done=_("%(person)s changed it."),
        refused=_("%(person)s tried to change it; the meeting service refused."),
        withdrawn=_("%(person)s withdrew a change."),
    ),
    mail_done=MAIL_DONE,
    mail_refused=MAIL_REFUSED,
    badge=BADGE,
    banner=BANNER,
    series_has_begun=_(
        "The meeting service changes no series that has begun. Change the next date and those that follow instead:"
        " they are moved one by one, or get a meeting of their own."
    ),
)
