"""Phone numbers, however they are typed, in the one way that the vendor takes, and as people write them."""

import pytest
from django.utils import translation

from l10n.phone_number import dialled, normalise, shown


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+86 138 1234 5678", "+8613812345678"),
        ("138-1234-5678", "+8613812345678"),
        ("13812345678", "+8613812345678"),
        ("＋８６ １３８ １２３４ ５６７８", "+8613812345678"),
        ("0086 138 1234 5678", "+8613812345678"),
        ("010-62345678 转 8001", "+861062345678;ext=8001"),
        ("010-62345678转8001", "+861062345678;ext=8001"),
        ("010-62345678-8001", "+861062345678;ext=8001"),
        ("010 6234 5678 - 12", "+861062345678;ext=12"),
        ("021－62345678－8001", "+862162345678;ext=8001"),
        ("(010) 6234 5678 分机 8001", "+861062345678;ext=8001"),
        ("+86 10 6234 5678 ext. 8001", "+861062345678;ext=8001"),
        ("+49 (0)89 1234567", "+49891234567"),
        ("+8613800000000", "+8613800000000"),
        ("'+86 138 1234 5678", "+8613812345678"),
    ],
)
def test_normalise(typed: str, kept: str) -> None:
    assert normalise(typed) == kept
    assert normalise(kept) == kept
    for language in ("en", "zh-hans"):
        with translation.override(language):
            assert normalise(shown(kept)) == kept


@pytest.mark.parametrize(
    "typed", ["", "1", "call me", "+86138", "138 1234 567", "138-1234-567", "ann@x.org", "+999 123 456 789"]
)
def test_normalise_what_is_no_full_number(typed: str) -> None:
    assert normalise(typed) is None
    assert dialled(typed) == ""
    assert shown(typed) == typed


def test_shown_with_its_extension() -> None:
    kept = "+861062345678;ext=8001"
    assert dialled(kept) == "+861062345678"
    with translation.override("en"):
        assert (shown(kept), shown("+8613812345678")) == ("+86 10 6234 5678 ext. 8001", "+86 138 1234 5678")
    with translation.override("zh-hans"):
        assert shown(kept) == "+86 10 6234 5678 转 8001"
