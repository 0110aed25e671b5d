"""What can stand in the way of controlling a meeting: one table of codes and their sentences."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Code(TextChoices):
    """Each problem by its name, with its sentence as the label."""

    # Whom to call
    CALLEES_MISSING = "callees_missing", _("Say who is to be called.")
    NOBODY_MISSING = "nobody_missing", _("Nobody is missing whom the meeting service could call.")
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
    # What is wanted
    ACTION_UNKNOWN = "action_unknown", _("“%(typed)s” can't be done to a meeting.")
    PARTICIPANT_MISSING = "participant_missing", _("Say whom it is about.")
    NUMBER_MISSING = "number_missing", _("Say whom it is about, by the number.")
    TITLE_MISSING = "title_missing", _("Type a name.")
    TITLE_TOO_LONG = "title_too_long", _("The name is too long: it has %(most)s characters at the most.")
    MINUTES_MISSING = "minutes_missing", _("Say how many minutes.")
    MINUTES_OUT_OF_RANGE = "minutes_out_of_range", _("A meeting is made longer by 1 to %(most)s minutes.")
    PICTURE_MISSING = "picture_missing", _("Choose a picture.")
    PICTURE_UNKNOWN = "picture_unknown", _("The meeting service has no picture “%(typed)s”.")
    PANES_UNKNOWN = "panes_unknown", _("This picture has the panes 1 to %(most)s, each once.")
    PRESENTATION_TWICE = "presentation_twice", _("What is shared is seen in one pane only.")
    LAYOUT_MISSING = "layout_missing", _("Choose a picture that was kept.")
    SERIES_STAYS = (
        "series_stays",
        _("The booking of a series stays until it is cancelled. End this date, and leave the booking as it is."),
    )
    # What came of an action
    NOT_ON_HOST = "not_on_host", _("A co-host can't do that to the host.")
    NOT_THERE = "not_there", _("This person is not in the meeting any more.")
    NOT_INVITED = "not_invited", _("This person is not on the list of the meeting any more.")
    NOBODY_THERE = "nobody_there", _("Nobody is there for whom that could be done.")
    NO_HAND_UP = "no_hand_up", _("Nobody's hand is up.")
    NOT_IN_YOURSELF = "not_in_yourself", _("You are not in the meeting.")
    NO_PANE = "no_pane", _("The meeting service has no pane for guests who came by their browser. Choose others.")
    LAYOUT_GONE = "layout_gone", _("This picture is kept no longer.")
    NOT_RUNNING = "not_running", _("The meeting is not running.")
    NOT_CONFIRMED = (
        "not_confirmed",
        _("The meeting service's answer was lost, and as far as can be seen it was not done. Please try again."),
    )
    NOT_KNOWN = (
        "not_known",
        _(
            "The meeting service's answer was lost, and nothing shows whether it was done."
            " Look at the meeting before you try again."
        ),
    )
    # With the sentence for the meeting service's own code
    REFUSED_BY_VENDOR = "refused_by_vendor", _("The meeting service refused.")
