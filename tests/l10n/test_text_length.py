"""UTF-16 units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from l10n.text_length import cut_to_utf16_length, utf16_length


@pytest.mark.parametrize(("text", "length"), [("", 0), ("Plan", 4), ("计划", 2), ("\U0001f389", 2), ("\U00020000", 2)])
def test_utf16_length(text: str, length: int) -> None:
    assert utf16_length(text) == length


@given(st.text())
def test_utf16_length_is_that_of_the_encoded_text(text: str) -> None:
    assert utf16_length(text) == len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.mark.parametrize(("text", "cut"), [("Plan", "Pla"), ("ab\U0001f389", "ab"), ("a\U0001f389b", "a\U0001f389")])
def test_cut_to_utf16_length(text: str, cut: str) -> None:
    assert cut_to_utf16_length(text, 3) == cut
