"""Why a service of the history said no.

HistoryError
 + NotAllowed         somebody else's session
 + InvalidRequest     what was asked for can't be
 + Gone               it was so when the page was shown, and is no more
 + TooEarly           something has to be done first
 + TooMany            at once; later it can be done
 + VendorRefused      the meeting service said no, or nothing; ``vendor_code`` is its error code
"""

from history.problems import Code
from l10n.problem import Problem, ProblemError


class HistoryError(ProblemError):
    """A refusal, shown as it is."""


class NotAllowed(HistoryError):
    """Somebody else's session."""

    status = 403


class InvalidRequest(HistoryError):
    """What was asked for can't be."""

    status = 422


class Gone(HistoryError):
    """It was so when the page was shown, and is no more."""

    status = 409


class TooEarly(HistoryError):
    """Something has to be done first."""


class TooMany(HistoryError):
    """So many at once are too many."""

    status = 503


class VendorRefused(HistoryError):
    """The meeting service said no, or nothing."""

    def __init__(self, sentence: str, *, vendor_code: str) -> None:
        super().__init__(Problem(Code.REFUSED_BY_VENDOR, params={"vendor_code": vendor_code}, wording=sentence))
        self.vendor_code = vendor_code
