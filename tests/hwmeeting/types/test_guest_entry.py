"""The entry of a guest as an answer has it."""

from typing import Any

import pytest

from hwmeeting import GuestEntry, ServerFault


def test_from_vendor_of_an_anonymous_guest() -> None:
    source = {"random": "r" * 15, "siteUrl": "meeting.huaweicloud.com"}
    assert GuestEntry.from_vendor(source) == GuestEntry("r" * 15, site="meeting.huaweicloud.com")


def test_from_vendor_of_a_user() -> None:
    source = {"random": "r" * 15, "subject": "Roadmap", "need_password": "true"}
    assert GuestEntry.from_vendor(source) == GuestEntry("r" * 15, subject="Roadmap", needs_password=True)


@pytest.mark.parametrize("random", [None, "", []])
def test_from_vendor_without_random_is_a_fault(random: Any) -> None:
    with pytest.raises(ServerFault):
        GuestEntry.from_vendor({"random": random, "siteUrl": "meeting.huaweicloud.com"})


def test_repr_hides_the_random() -> None:
    assert "rrrr" not in repr(GuestEntry("r" * 15))
