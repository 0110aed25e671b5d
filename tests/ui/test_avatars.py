"""The disc that stands for somebody."""

import pytest

from ui import avatars


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Markus Weber", "MW"),
        ("陈静 Chen Jing", "陈"),
        ("Anna", "A"),
        ("Anna Maria von Berg", "AB"),
        ("anna.schmidt@tuv.example", "AS"),
        ("…", "?"),
        ("", "?"),
    ],
)
def test_initials(name: str, shown: str) -> None:
    assert avatars.initials(name) == shown


def test_disc_is_one_of_five_and_always_the_same() -> None:
    assert {avatars.disc(key) for key in range(100)} == {1, 2, 3, 4, 5}
    assert avatars.disc("anna@tuv.example") == avatars.disc("anna@tuv.example")
