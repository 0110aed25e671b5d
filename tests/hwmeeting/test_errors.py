"""The class of an error follows from its code."""

import pytest

from hwmeeting import (
    Conflict,
    HwMeetingError,
    InvalidRequest,
    NotAllowed,
    NotFound,
    Refused,
    ServerFault,
    SignInRequired,
    TooManyRequests,
    error_reasons,
    errors,
)
from hwmeeting.errors import find_error_class


@pytest.mark.parametrize("status", [200, 400, 401, 403, 404, 409, 429, 500, 503])
@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("MMC.111070005", NotFound),
        ("USG.201040000", NotFound),
        ("MMC.111070002", NotAllowed),
        ("USG.206010007", NotAllowed),
        ("USG.206020000", SignInRequired),
        ("MMC.118000001", SignInRequired),
        ("MMC.111071013", InvalidRequest),
        ("MMC.111071065", Conflict),
        ("MMC.111071067", Conflict),
        ("MMC.111071005", Conflict),
        ("APIG.0308", TooManyRequests),
        ("MMC.111070003", ServerFault),
        ("USG.200000005", ServerFault),
    ],
)
def test_class_of_a_known_code_whatever_the_status(code: str, status: int, kind: type[HwMeetingError]) -> None:
    assert find_error_class(code=code, status=status) is kind


@pytest.mark.parametrize(
    ("status", "kind"), [(400, Refused), (403, Refused), (429, TooManyRequests), (500, ServerFault)]
)
def test_class_of_an_unknown_code_by_status(status: int, kind: type[HwMeetingError]) -> None:
    assert find_error_class(code="MMC.999999999", status=status) is kind


def test_each_kind_has_a_class_and_a_sentence() -> None:
    assert set(errors._CLASSES) == set(error_reasons._GENERAL) == set(error_reasons.Kind)
