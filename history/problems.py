"""What can stand in the way of work on the history: a table of codes and their sentences."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Code(TextChoices):
    """Each problem by its name, with its sentence as the label."""

    NOT_YOURS = "not_yours", _("Only organiser, co-hosts and administrators can say who was there.")
    OTHER_ORGANISATION = "other_organisation", _("That person belongs to another organisation.")
    NO_SUCH_PERSON = "no_such_person", _("Nobody of your organisation has this name or address.")
    SEVERAL_PEOPLE = "several_people", _("Several people have this name: type the mail address.")
    CHANGED_MEANWHILE = "changed_meanwhile", _("Somebody has changed this meanwhile. Please look again.")
    REFUSED_BY_VENDOR = "refused_by_vendor", _("The meeting service said no.")
    NO_RIGHT_TO_RECORDING = (
        "no_right_to_recording",
        _("Only whoever booked the meeting or an administrator may have it."),
    )
    NOT_YOUR_ORGANISATION = "not_your_organisation", _("That organisation is looked after by somebody else.")
    PERSON_OUT_OF_REACH = "person_out_of_reach", _("You don't look after this person.")
    COMING_MEETINGS = "coming_meetings", _("This person organises meetings that are still to come: cancel them first.")
    ADMINISTRATOR_DOWNLOADS = (
        "administrator_downloads",
        _("The meeting service gives this recording to administrators alone: ask one to download it for you."),
    )
    DOWNLOAD_NOT_CLEARED = (
        "download_not_cleared",
        _("The meeting service has not cleared your organisation for downloads of recordings; its support can."),
    )
    TOO_MANY_DOWNLOADS = (
        "too_many_downloads",
        _("Several recordings are being downloaded just now. Please try again in some minutes."),
    )
