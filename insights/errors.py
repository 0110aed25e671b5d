"""Why the insights said no."""

from l10n.problem import ProblemError


class InvalidRange(ProblemError):
    """Days that are none, or no range."""

    status = 422
