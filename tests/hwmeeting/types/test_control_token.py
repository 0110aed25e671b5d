"""The right to control a running meeting, as an answer has it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from hwmeeting import ControlToken, ServerFault


@pytest.mark.parametrize(("role", "is_host"), [(1, True), ("1", True), (0, False), (None, False)])
def test_from_vendor(role: Any, is_host: bool) -> None:
    source = {"token": "cnr1", "role": role, "expireTime": 1779091200000}
    assert ControlToken.from_vendor(source) == ControlToken("cnr1", is_host, datetime(2026, 5, 18, 8, tzinfo=UTC))


@pytest.mark.parametrize("token", [None, ""])
def test_from_vendor_without_a_token_is_a_fault(token: Any) -> None:
    with pytest.raises(ServerFault):
        ControlToken.from_vendor({"token": token, "role": 1})


def test_repr_hides_the_token() -> None:
    assert "cnr1" not in repr(ControlToken("cnr1", True, None))
