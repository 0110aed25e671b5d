"""Each code has one kind and a sentence for people."""

import string

import pytest

from hwmeeting import (
    error_reasons,
    sentences,
)

# Why edits and cancellations are refused (docs/vendor/meetings.md 20), why a series is, and what people type (25).
_SAID_EXACTLY = """
    MMC.111070002 MMC.111070005 MMC.111070010 MMC.111071005 MMC.111071009 MMC.111071010 MMC.111071013 MMC.111071015
    MMC.111071016 MMC.111071021 MMC.111071064 MMC.111071065 MMC.111071067 MMC.111071089 MMC.111071112 MMC.111071113
    MMC.111071114 MMC.111071119 MMC.111072005 MMC.111071041 MMC.111071042 MMC.111071043 MMC.111071044 MMC.111071045
    MMC.111071046 MMC.111071069 MMC.111071030 MMC.111071022 MMC.111071039 MMC.111071040 MMC.111071080 MMC.111071026
    MMC.111072031 MMC.111072032 MMC.111072033 MMC.111072034
"""


def test_no_code_is_of_two_kinds() -> None:
    codes = [code for _, codes, _ in error_reasons._ROWS for code in codes.split()]
    assert len(codes) == len(set(codes)) == 291


@pytest.mark.parametrize("code", sorted({*error_reasons._BY_CODE, *error_reasons._OURS, "", "NEW.1"}))
def test_sentence_is_for_people(code: str) -> None:
    words = sentences.sentence(code)
    assert words[0] in string.ascii_uppercase
    assert words.endswith(".")
    assert not any(term in words for term in ("VMR", "vmr", "MMC", "USG", "!", "corp "))


def test_sentence_of_an_unknown_code_sends_to_somebody_who_can_look_it_up() -> None:
    assert "An administrator can look it up." in sentences.sentence("NEW.1")
    assert sentences.sentence("MMC.111071061") == sentences.sentence("MMC.111070001")


@pytest.mark.parametrize("code", _SAID_EXACTLY.split())
def test_sentence_says_more_than_the_kind_of_error(code: str) -> None:
    assert sentences.sentence(code) not in {general for general, _ in error_reasons._GENERAL.values()}
