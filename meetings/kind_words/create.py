"""The words for booking a meeting."""

from django.utils.translation import gettext_lazy as _

from meetings.kind_words.words import ActivityWords, KindWords, MailWords

WORDS = KindWords(
    by_reader=ActivityWords(
        done=_("You booked it."),
        refused=_("You tried to book it; the meeting service refused."),
        withdrawn=_("You withdrew the booking."),
    ),
    by_somebody=ActivityWords(
        done=_("%(person)s booked it."),
        refused=_("%(person)s tried to book it; the meeting service refused."),
        withdrawn=_("%(person)s withdrew the booking."),
    ),
    mail_done=MailWords(_("Booked: %(title)s"), _("Booked."), _("Your meeting is booked.")),
    mail_refused=MailWords(
        _("Not booked: %(title)s"),
        _("Not booked."),
        _("You can choose another time and try again; what you typed is kept."),
    ),
    unconfirmed=_(
        "The meeting service did not answer in time. We are checking whether it was booked;"
        " it will not be booked twice. Nothing for you to do."
    ),
)
