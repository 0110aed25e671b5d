"""The one function that decides whether a call is made again."""

import pytest

from hwmeeting import HwMeetingError, InvalidRequest, NoAnswer, ServerFault, TooManyRequests, Unreachable
from hwmeeting.http.retry import pause_before_next

_NO_ANSWER, _FAULT = NoAnswer(), ServerFault(code="NOT_READABLE")
_BUSY, _REFUSED = TooManyRequests(), InvalidRequest(code="MMC.111070001")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
@pytest.mark.parametrize(
    ("error", "is_repeated"),
    [(Unreachable(), True), (_BUSY, True), (_NO_ANSWER, False), (_FAULT, False), (_REFUSED, False)],
    ids=lambda value: type(value).__name__,
)
def test_pause_before_next_write(method: str, error: HwMeetingError, is_repeated: bool) -> None:
    pause = pause_before_next(method=method, error=error, tries=1, spent=0.0, jitter=0.5)
    assert pause == (pytest.approx(0.2) if is_repeated else None)


@pytest.mark.parametrize(
    ("error", "is_repeated"),
    [(Unreachable(), True), (_BUSY, True), (_NO_ANSWER, True), (_FAULT, True), (_REFUSED, False)],
    ids=lambda value: type(value).__name__,
)
def test_pause_before_next_read(error: HwMeetingError, is_repeated: bool) -> None:
    pause = pause_before_next(method="GET", error=error, tries=1, spent=0.0, jitter=0.0)
    assert pause == (pytest.approx(0.1) if is_repeated else None)


@pytest.mark.parametrize(
    ("tries", "spent", "retry_after", "expected"),
    [
        (1, 0.0, None, 0.3),
        (2, 0.0, None, None),
        (1, 1.69, None, 0.3),
        (1, 1.71, None, None),
        (1, 0.0, 0.0, 0.3),
        (1, 0.0, 1.5, 1.5),
        (1, 0.6, 1.5, None),
        (1, 0.0, 90.0, None),
    ],
)
def test_pause_before_next_keeps_to_two_seconds(
    tries: int, spent: float, retry_after: float | None, expected: float | None
) -> None:
    error = TooManyRequests(retry_after=retry_after)
    pause = pause_before_next(method="POST", error=error, tries=tries, spent=spent, jitter=1.0)
    assert pause == (expected if expected is None else pytest.approx(expected))
