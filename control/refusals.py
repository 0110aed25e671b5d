"""Why an action came to nothing, in a sentence for whoever wanted it."""

from control.models import ControlAction
from control.problems import Code
from l10n.problem import Problem
from meetings import refusals

# Our own codes, beside the vendor's and those of ``meetings.refusals``.
NOT_RUNNING, NOT_CONFIRMED = "NOT_RUNNING", "NOT_CONFIRMED"
_OURS = {NOT_RUNNING: Code.NOT_RUNNING, NOT_CONFIRMED: Code.NOT_CONFIRMED}


def explain(action: ControlAction) -> Problem:
    """Return why a refused ``action`` came to nothing."""
    if ours := _OURS.get(action.error_code):
        return Problem(ours)
    return Problem(
        Code.REFUSED_BY_VENDOR,
        params={"vendor_code": action.error_code},
        wording=refusals.reason(code=action.error_code),
    )
