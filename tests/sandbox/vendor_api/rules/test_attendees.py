"""Attendees that can be, and that cannot."""

from typing import Any

import pytest

from sandbox.contract.errors import Refused
from sandbox.vendor_api.rules import attendees


def test_attendees_stay_as_they_were_written() -> None:
    written: list[dict[str, Any]] = [
        {"name": "Anna", "email": "anna@tuv.example"},
        {"accountId": "li", "appId": "a", "extra": 1},
    ]
    assert attendees.check_attendees(written) is written
    assert attendees.check_attendees(None) == []
    assert attendees.read_attendee(written[0])["isAutoInvite"] == 1


@pytest.mark.parametrize(
    ("attendee", "code"),
    [
        ({"name": "Anna"}, "MMC.111072031"),
        ({"email": "anna"}, "MMC.111071024"),
        ({"sms": "anna"}, "MMC.111071025"),
        ({"phone": "an na"}, "MMC.111072033"),
        ({"phone": "+99", "uniqueType": 1}, "MMC.111071061"),
        ({"phone": "+99", "role": 2}, "MMC.111072035"),
        ({"phone": "+99", "type": "robot"}, "MMC.111071061"),
    ],
)
def test_attendees_that_cannot_be(attendee: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        attendees.check_attendees([attendee])


def test_there_is_a_most() -> None:
    amount = attendees.MAX_ATTENDEES
    one = {"email": "anna@tuv.example"}
    assert len(attendees.check_attendees([one] * amount)) == amount
    with pytest.raises(Refused, match=r"MMC\.111071066"):
        attendees.check_attendees([one] * (amount + 1))
