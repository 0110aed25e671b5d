"""Why a write came to nothing, in a sentence for whoever wanted it."""

from django.utils.translation import gettext as _

from hwmeeting.sentences import sentence
from meetings.models import VendorWrite

# Our own codes, beside the vendor's, for a refusal that the vendor never spoke.
NOT_REACHED, NOT_LINKED = "NOT_REACHED", "NOT_LINKED"
# The series stands, and the date isn't one of it any more.
DATE_GONE = "DATE_GONE"

# The vendor's words for a meeting of somebody else (docs/vendor/errors.md 21). Each write is the
# organiser's own, so that theirs is another account there by now.
_ANOTHER_ACCOUNT = {"MMC.111070002", "MMC.111070010"}
# It is said of a series too of which only some dates are over (docs/vendor/meetings.md 20).
_RUNS = {"MMC.111071065"}


def of_write(write: VendorWrite) -> str:
    """Why ``write`` came to nothing, in the active language."""
    if write.error_code in _RUNS and write.meeting.is_series and write.kind == VendorWrite.Kind.EDIT:
        return _(
            "The meeting service changes no series that has begun. Single dates can still be changed or cancelled;"
            " or cancel what is left and book a new series."
        )
    return reason(code=write.error_code)


def reason(*, code: str) -> str:
    """The sentence for a write's ``error_code``, in the active language."""
    if code == NOT_REACHED:
        return _("The meeting service could not be reached in time. Please try again later.")
    if code == NOT_LINKED:
        return _(
            "The organiser can't act at the meeting service: their account is not linked, or is not accepted there."
            " An administrator can see why."
        )
    if code == DATE_GONE:
        return _(
            "The meeting service has this date no more: the series was changed there. Look at its dates first, please."
        )
    if code in _ANOTHER_ACCOUNT:
        return _(
            "At the meeting service it belongs to another account than the organiser's is now. An administrator can"
            " link the one again with which it was booked."
        )
    return sentence(code, translate=_)
