"""Parts of words as they are kept and looked for."""

import pytest

from meetings.search_terms import Both, Either, Phrase, as_fts5, as_tsquery, split_words, text_phrases, text_terms


def term(characters: str) -> str:
    return "t" + characters.encode().hex()


def test_text_terms_are_pairs_with_a_gap_between_words() -> None:
    assert text_terms("An Audit", prefix="t") == [*map(term, ["an"]), "z", *map(term, ["au", "ud", "di", "it"]), "z"]


def test_text_terms_of_chinese_have_each_character_too() -> None:
    assert text_terms("审核会", prefix="t") == [*map(term, ["审核", "核会"]), "z", *map(term, ["会", "审", "核"])]


@pytest.mark.parametrize("typed", ["ＡＵＤＩＴ", "Áudit", "audit"])
def test_text_phrases_pass_over_case_width_and_accents(typed: str) -> None:
    assert text_phrases(typed, prefix="t") == Both((Phrase(tuple(map(term, ["au", "ud", "di", "it"]))),))


def test_text_phrases_of_a_word_with_a_hyphen_want_both_parts() -> None:
    assert text_phrases("B-Line", prefix="t") == Both(
        (Phrase((term("b"),)), Phrase(tuple(map(term, ["li", "in", "ne"]))))
    )
    assert text_phrases("--", prefix="t") is None


def test_split_words_takes_the_first_ones_that_have_a_letter() -> None:
    assert split_words(" a - b  c d e f g h i j") == ["a", "b", "c", "d", "e", "f", "g", "h"]


def test_expressions_are_written_for_both_databases() -> None:
    wanted = Both((Phrase(("p1",)), Either((Phrase(("t61", "t62")), Phrase(("o2",))))))
    assert as_tsquery(wanted) == "((p1) & ((t61 <-> t62) | (o2)))"
    assert as_fts5(wanted) == "((p1) AND ((t61 + t62) OR (o2)))"
