"""The decision whether a failed call may be made again, and whether that happens at once."""

from hwmeeting.errors import HwMeetingError, NoAnswer, ServerFault, TooManyRequests, Unreachable

# A person is waiting for the page: one more try within so many seconds.
WITHIN_SECONDS = 2.0
MOST_TRIES = 2
_PAUSE, _JITTER = 0.1, 0.2


def may_repeat(*, method: str, error: HwMeetingError) -> bool:
    """Return whether the same call may simply be made again.

    A call that never arrived, or that the vendor had no time for, always may. One that was sent and not answered, or
    answered with a fault, may be repeated only if it is a read: that does no harm twice. A refusal would come again.
    """
    if isinstance(error, Unreachable | TooManyRequests):
        return True
    return method == "GET" and isinstance(error, NoAnswer | ServerFault)


def pause_before_next(*, method: str, error: HwMeetingError, tries: int, spent: float, jitter: float) -> float | None:
    """Return the seconds to wait before the next try; None if the caller has to decide when there is one.

    ``spent`` are the seconds since the first try began; ``jitter``, from 0 to 1, keeps those apart who failed
    together.
    """
    if tries >= MOST_TRIES or not may_repeat(method=method, error=error):
        return None
    asked = error.retry_after if isinstance(error, TooManyRequests) else None
    pause = max(asked or 0.0, _PAUSE + _JITTER * jitter)
    return pause if spent + pause <= WITHIN_SECONDS else None
