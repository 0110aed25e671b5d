"""Why an action came to nothing, in a sentence for whoever wanted it."""

from control.models import ControlAction
from control.problems import Code
from l10n.problem import Problem
from meetings import refusals

# Our own codes, beside the vendor's and those of ``meetings.refusals``.
NOT_RUNNING, NOT_CONFIRMED, NOT_KNOWN = "NOT_RUNNING", "NOT_CONFIRMED", "NOT_KNOWN"
NOT_ON_HOST, NOT_THERE, NOT_INVITED, NOBODY_THERE = "NOT_ON_HOST", "NOT_THERE", "NOT_INVITED", "NOBODY_THERE"
NO_HAND_UP, NOT_IN_YOURSELF, LAYOUT_GONE, NO_PANE = "NO_HAND_UP", "NOT_IN_YOURSELF", "LAYOUT_GONE", "NO_PANE"
_OURS = {
    NOT_RUNNING: Code.NOT_RUNNING,
    NOT_CONFIRMED: Code.NOT_CONFIRMED,
    NOT_KNOWN: Code.NOT_KNOWN,
    NOT_ON_HOST: Code.NOT_ON_HOST,
    NOT_THERE: Code.NOT_THERE,
    NOT_INVITED: Code.NOT_INVITED,
    NOBODY_THERE: Code.NOBODY_THERE,
    NO_HAND_UP: Code.NO_HAND_UP,
    NOT_IN_YOURSELF: Code.NOT_IN_YOURSELF,
    NO_PANE: Code.NO_PANE,
    LAYOUT_GONE: Code.LAYOUT_GONE,
}


def explain(action: ControlAction) -> Problem:
    """Return why a refused ``action`` came to nothing."""
    if ours := _OURS.get(action.error_code):
        return Problem(ours)
    return Problem(
        Code.REFUSED_BY_VENDOR,
        params={"vendor_code": action.error_code},
        wording=refusals.reason(code=action.error_code),
    )
