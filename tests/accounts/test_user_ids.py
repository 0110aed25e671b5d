"""What a third-party User ID may look like."""

import pytest

from accounts import user_ids


@pytest.mark.parametrize(
    ("one", "other"),
    [("Chen", "chen"), ("ＣＨＥＮ", "chen"), ("Jose\u0301", "jos\u00e9"), ("STRASSE", "straße"), ("ﬁ", "FI")],
)
def test_folded_is_the_same_for_what_looks_alike(one: str, other: str) -> None:
    assert user_ids.folded(one) == user_ids.folded(other)


def test_folded_differs_for_what_differs() -> None:
    assert user_ids.folded("chen") != user_ids.folded("chan")


def test_folded_fits_its_column() -> None:
    # NFKC writes this one character as eighteen.
    assert len(user_ids.folded("\ufdfa" * user_ids.LONGEST)) == 200


@pytest.mark.parametrize(
    ("user_id", "shown"),
    [
        ("chen", "chen"),
        ("李 伟", "李 伟"),
        ("che\u200bn", "che⟨U+200B⟩n"),
        ("a\x00", "a⟨U+0000⟩"),
        ("  a ", "␠␠a␠"),
        ("   ", "␠␠␠"),
    ],
)
def test_shown_writes_out_what_can_not_be_seen(user_id: str, shown: str) -> None:
    assert user_ids.shown(user_id) == shown
