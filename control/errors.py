"""Why a running meeting could not be controlled."""

from control.models import ControlAction
from l10n.problem import Problem, ProblemError


class ControlRefused(ProblemError):
    """It came to nothing, and all is as before; ``action`` is the row that says so.

    ``vendor_code`` is the meeting service's, or our own where it could not be asked.
    """

    def __init__(self, problem: Problem, *, action: ControlAction) -> None:
        super().__init__(problem)
        self.action = action
        self.vendor_code = action.error_code
        self.vendor_request_id = action.error_request_id


class NotPossible(Exception):
    """What somebody wants can't be done as the meeting is now; ``code`` is one of ``control.refusals``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
