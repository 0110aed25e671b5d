"""Whether a call that failed may be made again, and whether that is done at once."""

from hwmeeting.errors import HwMeetingError, NoAnswer, ServerFault, TooManyRequests, Unreachable

# A person is waiting for the page: one more try within so many seconds.
WITHIN_SECONDS = 2.0
MOST_TRIES = 2
_PAUSE, _JITTER = 0.1, 0.2


def may_repeat(*, method: str, error: HwMeetingError) -> bool:
    """Whether the same call may simply be made again.

    What never arrived, and what the vendor had no time for, always. What was sent and not answered, or answered
    with a fault, only where it does no harm to have happened twice: a read. A refusal would be the same again.
    """
    if isinstance(error, Unreachable | TooManyRequests):
        return True
    return method == "GET" and isinstance(error, NoAnswer | ServerFault)


def pause_before_next(*, method: str, error: HwMeetingError, tries: int, spent: float, jitter: float) -> float | None:
    """Seconds to wait before the next try; None if the caller is to decide when there is one.

    ``spent`` are the seconds since the first try began; ``jitter``, from 0 to 1, keeps those apart who failed
    together.
    """
    if tries >= MOST_TRIES or not may_repeat(method=method, error=error):
        return None
    asked = error.retry_after if isinstance(error, TooManyRequests) else None
    pause = max(asked or 0.0, _PAUSE + _JITTER * jitter)
    return pause if spent + pause <= WITHIN_SECONDS else None
