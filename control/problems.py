"""What can stand in the way of controlling a meeting: one table of codes and their sentences."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Code(TextChoices):
    """Each problem by its name, with its sentence as the label."""

    # Whom to call
    CALLEES_MISSING = "callees_missing", _("Say who is to be called.")
    PERSON_UNKNOWN = "person_unknown", _("Nobody here has the User ID “%(typed)s”.")
    PERSON_UNREACHABLE = (
        "person_unreachable",
        _("The meeting service has no number of %(person)s, or does not accept their account. Call a phone instead."),
    )
    PHONE_INVALID = (
        "phone_invalid",
        _("“%(typed)s” is no phone number. Write it with the code of its country: +86 138 0013 8000."),
    )
    NUMBER_INVALID = (
        "number_invalid",
        _("“%(typed)s” can't be called. A SIP number is made of digits, or of a name, @ and a host."),
    )
    # What came of an action
    NOT_RUNNING = "not_running", _("The meeting is not running.")
    NOT_CONFIRMED = (
        "not_confirmed",
        _("The meeting service's answer was lost, and as far as can be seen it was not done. Please try again."),
    )
    # With the sentence for the meeting service's own code
    REFUSED_BY_VENDOR = "refused_by_vendor", _("The meeting service refused.")
