"""Why a write came to nothing, in a sentence for whoever wanted it."""

from django.utils.translation import gettext as _

from hwmeeting.sentences import sentence

# Our own codes, beside the vendor's, for a refusal that the vendor never spoke.
NOT_REACHED, NOT_LINKED = "NOT_REACHED", "NOT_LINKED"

# The vendor's words for a meeting of somebody else (api-core.md 21). Each write is the organiser's own, so that
# theirs is another account there by now.
_ANOTHER_ACCOUNT = {"MMC.111070002", "MMC.111070010"}


def reason(*, code: str) -> str:
    """The sentence for a write's ``error_code``, in the active language."""
    if code == NOT_REACHED:
        return _("The meeting service could not be reached in time. Please try again later.")
    if code == NOT_LINKED:
        return _(
            "The organiser can't act at the meeting service: their account is not linked, or is not accepted there."
            " An administrator can see why."
        )
    if code in _ANOTHER_ACCOUNT:
        return _(
            "At the meeting service it belongs to another account than the organiser's is now. An administrator can"
            " link the one again with which it was booked."
        )
    return sentence(code, translate=_)
