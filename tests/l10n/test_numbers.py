"""Numbers as people read them."""

import pytest

from l10n.numbers import grouped


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("967204518", "967 204 518"),
        ("9672045181", "967 204 518 1"),
        ("967204", "967 204"),
        ("96720", "96720"),
        ("+8621532", "+8621532"),
        ("", ""),
    ],
)
def test_grouped(number: str, shown: str) -> None:
    assert grouped(number) == shown
