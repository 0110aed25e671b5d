"""What is kept of a sign-in that came to nothing, and what whoever waits for it is told."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from accounts.errors import NotLinked
from accounts.models import Tenant
from accounts.vendor import failures
from accounts.vendor.failures import Failure
from hwmeeting import HwMeetingError, NoAnswer, Refused, ServerFault, TooManyRequests, Unreachable

_NOW = datetime(2026, 5, 14, 2, 0, 0, 5, tzinfo=UTC)


def failure(**fields: Any) -> Failure:
    kept = {
        "kind": "refused",
        "code": "USG.206010070",
        "status": 403,
        "request_id": "r-1",
        "retry_after": None,
        "at": "2026-05-14T02:00:00+00:00",
        "vendor_at": "",
    }
    return cast(Failure, kept | fields)


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (Refused(code="USG.206010070", status=403, request_id="r-1"), failure()),
        (
            Refused(code="USG.206010057", status=401, answered_at=datetime(2026, 5, 14, 3, 0, tzinfo=UTC)),
            failure(code="USG.206010057", status=401, request_id="", vendor_at="2026-05-14T03:00:00+00:00"),
        ),
        (
            TooManyRequests(code="X", request_id="r-1", retry_after=7.5),
            failure(kind="busy", code="X", status=429, retry_after=7.5),
        ),
        (Unreachable(code="U"), failure(kind="away", code="U", status=0, request_id="")),
        (NoAnswer(code="N"), failure(kind="away", code="N", status=0, request_id="")),
        (ServerFault(code="S", status=500), failure(kind="away", code="S", status=500, request_id="")),
    ],
)
def test_of_each_kind_of_error(error: HwMeetingError, kept: Failure) -> None:
    assert failures.build_failure(error, now=_NOW) == kept


def test_ours_is_a_refusal_without_an_answer() -> None:
    assert failures.own_refusal(failures.SITE_GONE, now=_NOW) == failure(code="SITE_GONE", status=0, request_id="")


@pytest.mark.django_db
def test_raised_of_a_refusal_says_who_can_see_why(qingshan: Tenant) -> None:
    error = failures.raised(failure(), tenant=qingshan)
    assert isinstance(error, NotLinked)
    assert error.sentence == "The meeting service does not accept your account at present. An operator can see why."


@pytest.mark.django_db
def test_raised_of_too_many_requests_keeps_the_pause(qingshan: Tenant) -> None:
    error = failures.raised(failure(kind="busy", status=429, retry_after=7.5), tenant=qingshan)
    assert isinstance(error, TooManyRequests)
    assert (error.code, error.status, error.request_id, error.retry_after) == ("USG.206010070", 429, "r-1", 7.5)


@pytest.mark.django_db
def test_raised_of_an_unclear_end_is_clear_to_the_caller(qingshan: Tenant) -> None:
    error = failures.raised(failure(kind="away", code="NO_ANSWER", status=500), tenant=qingshan)
    assert isinstance(error, Unreachable)
    assert (error.code, error.status, error.request_id, error.retryable) == ("NO_ANSWER", 500, "r-1", True)


@pytest.mark.parametrize(
    ("kept", "pause"),
    [
        (failure(code="USG.206030015"), timedelta(minutes=2)),  # locked
        (failure(code="USG.206010057"), timedelta(minutes=10)),  # the clocks differ
        (failure(), None),
        (failure(code="SITE_GONE"), None),
        (failure(kind="busy"), timedelta(minutes=2)),
        (failure(kind="away"), timedelta(minutes=2)),
    ],
)
def test_pause_of_what_heals_by_itself(kept: Failure, pause: timedelta | None) -> None:
    assert failures.pause(kept) == pause
