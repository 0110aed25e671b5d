"""The shapes of numbers and secrets."""

import re
from collections.abc import Callable

import pytest

from sandbox import ids


@pytest.mark.parametrize(
    ("make", "shape"),
    [
        (ids.hex32, "[0-9a-f]{32}"),
        (ids.token, "[A-Za-z0-9]{40}"),
        (ids.link_random, "[0-9a-f]{48}"),
        (lambda: ids.digits(9), "[1-9][0-9]{8}"),
        (lambda: ids.digits(1), "[1-9]"),
    ],
)
def test_each_has_its_shape(make: Callable[[], str], shape: str) -> None:
    assert {one for one in (make() for _ in range(200)) if not re.fullmatch(shape, one)} == set()


def test_no_two_are_alike() -> None:
    assert len({ids.hex32() for _ in range(1000)} | {ids.token() for _ in range(1000)}) == 2000
