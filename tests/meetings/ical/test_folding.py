"""Lines are folded where icalendar folds them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar.parser import Contentline

from meetings.ical.folding import folded

_NEAR_THE_LIMIT = st.text(st.sampled_from("aé加🎉\\^,;"), min_size=15, max_size=160)


@given(line=_NEAR_THE_LIMIT | st.text(st.characters(blacklist_characters="\n", blacklist_categories=["Cs"])))
@example(line="a" * 74)
@example(line="a" * 75)
@example(line="a" * 73 + "\\n" + "b" * 80)
def test_a_line_is_folded_as_icalendar_does(line: str) -> None:
    assert folded(line) == Contentline(line).to_ical().decode()  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("character", ["a", "é", "加", "🎉"])
def test_no_part_is_longer_than_75_octets(character: str) -> None:
    text = folded(character * 200)
    assert max(len(part.encode()) for part in text.split("\r\n")) <= 75
    assert text.replace("\r\n ", "") == character * 200
