"""What can go wrong when the vendor is called.

HwMeetingError
 + Unreachable        it never arrived: any call may be made again
 + NoAnswer           it was sent, its answer is lost: for a write nobody knows whether it took effect
 + Refused            the vendor's no
   + InvalidRequest     it does not like what was asked
   + SignInRequired     it does not know who asks
     + ClockDiffers       because our clock and its own are too far apart
   + NotAllowed         it knows, and that one may not
   + NotFound           there is no such thing
   + Conflict           what is there stands in the way
 + TooManyRequests    it did nothing, and wants to be asked later
 + ServerFault        its own fault, or an answer that can't be read: for a write as unclear as no answer

A refusal is told by the vendor's error code (``error_codes``), never by HTTP status or words: a meeting that
isn't there comes with status 400 (docs/vendor/conventions.md 1.4).
"""

from datetime import datetime

from hwmeeting.error_codes import Kind, kind_of
from hwmeeting.sentences import clocks_differ, sentence

# Ours, where the vendor has given no code.
UNREACHABLE, NOT_TRUSTED = "UNREACHABLE", "NOT_TRUSTED"
NO_ANSWER, NOT_READABLE = "NO_ANSWER", "NOT_READABLE"
TOO_MANY_REQUESTS = "TOO_MANY_REQUESTS"


class HwMeetingError(Exception):
    """``code`` is the vendor's error code or a word of ours, ``status`` the HTTP status (0: no answer).

    ``request_id`` is what the vendor's support asks for. ``retryable`` says whether the very same call may
    simply be made again later, without a look at what became of it. ``answered_at`` is the vendor's clock (aware
    UTC) where the answer told it.
    """

    def __init__(
        self,
        *,
        code: str,
        status: int = 0,
        request_id: str = "",
        answered_at: datetime | None = None,
    ) -> None:
        super().__init__(code)
        self.code, self.status, self.request_id, self.answered_at = code, status, request_id, answered_at
        self.retryable = False

    def __str__(self) -> str:
        return f"{self.code} (status {self.status}, request {self.request_id or 'unknown'})"

    @property
    def sentence(self) -> str:
        """What happened and what a person can do, in English; ``hwmeeting.sentences`` has it in others."""
        return sentence(self.code)


class Unreachable(HwMeetingError):
    """It never arrived: no such host, connection refused, no connection in time, certificate not trusted."""

    def __init__(self, *, code: str = UNREACHABLE, status: int = 0, request_id: str = "") -> None:
        super().__init__(code=code, status=status, request_id=request_id)
        self.retryable = True


class NoAnswer(HwMeetingError):
    """It was sent, or begun to be; what became of it is unknown."""

    def __init__(self, *, code: str = NO_ANSWER, request_id: str = "") -> None:
        super().__init__(code=code, request_id=request_id)


class Refused(HwMeetingError):
    """The vendor understood and said no; asking the same again gets the same answer."""


class InvalidRequest(Refused):
    """Something in the request is wrong or not to be had."""


class SignInRequired(Refused):
    """The token, or the sign-in, is not accepted."""


class ClockDiffers(SignInRequired):
    """The sign-in had expired when it arrived. ``our_clock`` was ours then, ``answered_at`` the vendor's."""

    def __init__(self, *, code: str, status: int, request_id: str, our_clock: datetime, answered_at: datetime) -> None:
        super().__init__(code=code, status=status, request_id=request_id, answered_at=answered_at)
        self.our_clock, self.their_clock = our_clock, answered_at

    @property
    def sentence(self) -> str:
        """With both clocks, in English."""
        return clocks_differ(ours=self.our_clock, theirs=self.their_clock)


class NotAllowed(Refused):
    """This user may not do that, is stopped or is locked."""


class NotFound(Refused):
    """There is no such thing, or not any more."""


class Conflict(Refused):
    """The state of what is there forbids it."""


class TooManyRequests(HwMeetingError):
    """It did nothing; ``retry_after`` are the seconds that the vendor asked for, None where it named none."""

    def __init__(
        self,
        *,
        code: str = TOO_MANY_REQUESTS,
        status: int = 429,
        request_id: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(code=code, status=status, request_id=request_id)
        self.retryable, self.retry_after = True, retry_after


class ServerFault(HwMeetingError):
    """The vendor's own fault, or an answer that can't be read."""


_CLASSES: dict[Kind, type[HwMeetingError]] = {
    Kind.INVALID_REQUEST: InvalidRequest,
    Kind.SIGN_IN_REQUIRED: SignInRequired,
    Kind.NOT_ALLOWED: NotAllowed,
    Kind.NOT_FOUND: NotFound,
    Kind.CONFLICT: Conflict,
    Kind.TOO_MANY_REQUESTS: TooManyRequests,
    Kind.SERVER_FAULT: ServerFault,
}


def class_of(*, code: str, status: int) -> type[HwMeetingError]:
    """The class of error for an answer; only where nobody has told us of the code, the status decides."""
    if kind := kind_of(code):
        return _CLASSES[kind]
    if status == 429:
        return TooManyRequests
    return ServerFault if status >= 500 else Refused
