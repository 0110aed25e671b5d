"""Why a service of the history said no.

HistoryError
 + NotAllowed         somebody else's session
 + InvalidRequest     what was asked for can't be
"""

from l10n.problem import ProblemError


class HistoryError(ProblemError):
    """A refusal, shown as it is."""


class NotAllowed(HistoryError):
    """Somebody else's session."""

    status = 403


class InvalidRequest(HistoryError):
    """What was asked for can't be."""

    status = 422
