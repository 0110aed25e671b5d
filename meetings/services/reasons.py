"""Why a write came to nothing, in a sentence for whoever wanted it."""

from django.utils.translation import gettext as _

from hwmeeting.sentences import sentence

# Our own codes, beside the vendor's, for a refusal that the vendor never spoke.
NOT_REACHED, NOT_LINKED = "NOT_REACHED", "NOT_LINKED"


def reason(*, code: str) -> str:
    """The sentence for a write's ``error_code``, in the active language."""
    if code == NOT_REACHED:
        return _("The meeting service could not be reached in time. Please try again later.")
    if code == NOT_LINKED:
        return _(
            "The organiser's account is not linked to the meeting service any more. An administrator can link it."
        )
    return sentence(code, translate=_)
