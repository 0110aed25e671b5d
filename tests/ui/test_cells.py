"""Cells of the administration's tables."""

from ui import cells


def test_link_escapes_address_and_words() -> None:
    assert cells.link('/a?b="c"', "<Look>") == '<a href="/a?b=&quot;c&quot;">&lt;Look&gt;</a>'


def test_with_note_escapes_both_lines() -> None:
    assert cells.with_note("A & B", "<550>") == "A &amp; B<br><small>&lt;550&gt;</small>"
