"""The errors that a call to the vendor can end with.

HwMeetingError
 + Unreachable        the call never arrived: any call may be made again
 + NoAnswer           it was sent, its answer is lost: for a write nobody knows whether it took effect
 + Refused            the vendor refused
   + InvalidRequest     the request is wrong, or asks for what is not to be had
   + SignInRequired     the vendor does not know who asks
     + ClockDiffers       because our clock and the vendor's are too far apart
   + NotAllowed         this user may not do that
   + NotFound           there is no such thing
   + Conflict           the state of what is there forbids it
 + TooManyRequests    the vendor did nothing, and wants to be asked later
 + ServerFault        a fault of the vendor's, or an answer that can't be read: for a write as unclear as no answer

The class of a refusal follows from the vendor's error code (``error_reasons``), never from HTTP status or words:
a meeting that isn't there comes with status 400 (docs/vendor/conventions.md 1.4).
"""

from datetime import datetime

from hwmeeting.error_codes import NO_ANSWER, NOT_READABLE, TOO_MANY_REQUESTS, UNREACHABLE
from hwmeeting.error_reasons import Kind, find_kind
from hwmeeting.sentences import clocks_differ, sentence


class HwMeetingError(Exception):
    """A call that failed. ``code`` is the vendor's error code or our own, ``status`` the HTTP status (0: no answer).

    ``request_id`` is what the vendor's support asks for. ``retryable`` says whether the very same call may
    simply be made again later, without a check whether it took effect. ``answered_at`` is the vendor's clock (aware
    UTC) where the answer has it.
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
        """Return in English what happened and what a person can do; ``hwmeeting.sentences`` translates it."""
        return sentence(self.code)


class Unreachable(HwMeetingError):
    """The call never arrived: no such host, connection refused, no connection in time, certificate not trusted."""

    def __init__(self, *, code: str = UNREACHABLE, status: int = 0, request_id: str = "") -> None:
        super().__init__(code=code, status=status, request_id=request_id)
        self.retryable = True


class NoAnswer(HwMeetingError):
    """The call was sent, perhaps in part; whether it took effect is unknown."""

    def __init__(self, *, code: str = NO_ANSWER, request_id: str = "") -> None:
        super().__init__(code=code, request_id=request_id)


class Refused(HwMeetingError):
    """The vendor understood and refused; the same call again gets the same answer."""


class InvalidRequest(Refused):
    """The request is wrong, or asks for what is not to be had."""


class SignInRequired(Refused):
    """The vendor does not accept the token or the sign-in."""


class ClockDiffers(SignInRequired):
    """The sign-in had expired on arrival. ``our_clock`` was our time then, ``their_clock`` the vendor's."""

    def __init__(self, *, code: str, status: int, request_id: str, our_clock: datetime, answered_at: datetime) -> None:
        super().__init__(code=code, status=status, request_id=request_id, answered_at=answered_at)
        self.our_clock, self.their_clock = our_clock, answered_at

    @property
    def sentence(self) -> str:
        """Return in English what happened, with both clocks."""
        return clocks_differ(ours=self.our_clock, theirs=self.their_clock)


class NotAllowed(Refused):
    """This user may not do that, is stopped or is locked."""


class NotFound(Refused):
    """There is no such thing, or not any more."""


class Conflict(Refused):
    """The state of what is there forbids it."""


class TooManyRequests(HwMeetingError):
    """The vendor did nothing; ``retry_after`` are the seconds that it asks to wait, None where it named none."""

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

    @classmethod
    def not_readable(
        cls, *, status: int = 200, request_id: str = "", answered_at: datetime | None = None
    ) -> "ServerFault":
        """Return the error for an answer that can't be read, or lacks what it has to have."""
        return cls(code=NOT_READABLE, status=status, request_id=request_id, answered_at=answered_at)


_CLASSES: dict[Kind, type[HwMeetingError]] = {
    Kind.INVALID_REQUEST: InvalidRequest,
    Kind.SIGN_IN_REQUIRED: SignInRequired,
    Kind.NOT_ALLOWED: NotAllowed,
    Kind.NOT_FOUND: NotFound,
    Kind.CONFLICT: Conflict,
    Kind.TOO_MANY_REQUESTS: TooManyRequests,
    Kind.SERVER_FAULT: ServerFault,
}


def find_error_class(*, code: str, status: int) -> type[HwMeetingError]:
    """Return the class of error for an answer; the status decides only where the code is not known."""
    if kind := find_kind(code):
        return _CLASSES[kind]
    if status == 429:
        return TooManyRequests
    return ServerFault if status >= 500 else Refused
