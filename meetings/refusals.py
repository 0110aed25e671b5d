"""Why a write came to nothing, in a sentence for whoever wanted it."""

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hwmeeting import error_codes
from hwmeeting.sentences import sentence
from meetings.kind_words import words_of
from meetings.models import VendorWrite

# Our own codes, beside the vendor's, for a refusal that the vendor never spoke.
NOT_REACHED, NOT_LINKED = "NOT_REACHED", "NOT_LINKED"
# Not refused: it waits, since this version of the portal can't read what it wants.
UNREADABLE_PAYLOAD = "UNREADABLE_PAYLOAD"
# The series stands, and the occurrence isn't one of it any more. Writes of earlier versions are stored with this code.
OCCURRENCE_GONE = "DATE_GONE"

# Said of a series, too, of which only some occurrences are over (docs/vendor/meetings.md 20).
_RUNS = {error_codes.ALREADY_RUNNING}
_ANOTHER_ACCOUNT = _(
    "At the meeting service it belongs to another account than the organiser's is now. An administrator can"
    " link the one again with which it was booked."
)
# From the code to what the person can do; for every other code the client's own sentence says it.
_REASONS: dict[str, str | Promise] = {
    NOT_REACHED: _("The meeting service could not be reached in time. Please try again later."),
    NOT_LINKED: _(
        "The organiser can't act at the meeting service: their account is not linked, or is not accepted there."
        " An administrator can see why."
    ),
    OCCURRENCE_GONE: _(
        "The meeting service has this date no more: the series was changed there. Look at its dates first, please."
    ),
    UNREADABLE_PAYLOAD: _(
        "A newer version of this portal has stored it, and this version can't read it. Nothing is sent until the"
        " newer version runs again."
    ),
    # The vendor's words for a meeting of somebody else (docs/vendor/errors.md 21). Each write is the organiser's own,
    # so that theirs is another account there by now.
    error_codes.NOT_THE_ORGANISER: _ANOTHER_ACCOUNT,
    error_codes.NOT_INVITED: _ANOTHER_ACCOUNT,
}


def field_of(code: str) -> str:
    """Return the field of a request that a refusal is about, "" where that is none in particular."""
    return "room_id" if code in error_codes.ABOUT_A_ROOM else ""


def explain_refusal(write: VendorWrite) -> str:
    """Return why ``write`` came to nothing, in the active language."""
    series_has_begun = words_of(write).series_has_begun
    if series_has_begun and write.error_code in _RUNS and write.meeting.is_series:
        return str(series_has_begun)
    return reason(code=write.error_code)


def reason(*, code: str) -> str:
    """Return the sentence for a write's ``error_code``, in the active language."""
    return str(_REASONS[code]) if code in _REASONS else sentence(code, translate=gettext)
