"""The words for a write of a kind that only a newer version of this portal has: nobody knows here what it does."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.kind_words.words import ActivityWords, BadgeWords, BannerWords, KindWords, MailWords

NAME = _("a change that this version doesn't know")
_WAITS = _("It waits for a newer version of this portal; nothing is sent until then. Nothing for you to do.")
WORDS = KindWords(
    by_reader=ActivityWords(
        done=_("You made a change that this version doesn't know."),
        refused=_("You tried to make a change that this version doesn't know; the meeting service refused."),
        withdrawn=_("You withdrew a change that this version doesn't know."),
    ),
    by_somebody=ActivityWords(
        done=_("%(person)s made a change that this version doesn't know."),
        refused=_("%(person)s tried to make a change that this version doesn't know; the meeting service refused."),
        withdrawn=_("%(person)s withdrew a change that this version doesn't know."),
    ),
    mail_done=MailWords(
        _("Changed: %(title)s"), _("Changed."), _("A change that this version doesn't know has been made.")
    ),
    mail_refused=MailWords(
        _("Not changed: %(title)s"), _("Not changed."), _("A change that this version doesn't know was refused.")
    ),
    badge=BadgeWords(
        planned=pgettext_lazy("state", "Unknown change waiting"),
        sent=pgettext_lazy("state", "Unknown change waiting"),
        unconfirmed=pgettext_lazy("state", "Unknown change waiting"),
        refused=pgettext_lazy("state", "Unknown change refused"),
        icon="clock",
    ),
    banner=BannerWords(
        done=_("A change that this version doesn't know has been made."),
        refused=_("A change that this version doesn't know was refused."),
        unconfirmed=_("A change that this version doesn't know is waiting."),
        planned=_("A change that this version doesn't know is waiting."),
        sent=_("A change that this version doesn't know is waiting."),
        until_then=_WAITS,
        act="",
        while_unconfirmed=_WAITS,
        can_be_withdrawn=False,
    ),
    planned=_WAITS,
    unconfirmed=_WAITS,
)
