"""What people type, as one line or several."""

import pytest

from l10n.one_line import one_line, several_lines


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("  路线图 \u3000 Q3\t", "路线图 Q3"),
        ("Anna\r\nBcc: eve@x.example", "Anna Bcc: eve@x.example"),
        ("a\x07b\x1b[31m\x85c\u2028d", "a b [31m c d"),
        ("abc\u202egnp.exe\u2066", "abc gnp.exe"),
        ("👩\u200d💻 team", "👩\u200d💻 team"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200b", ""),
        (" \u2060\x00\u3164 ", ""),
        ("", ""),
    ],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("On holiday.\r\nSee you\tsoon", "On holiday.\nSee you soon"),
        ("a\x07\x08b\x1b[31mc", "ab[31mc"),
        ("gnp\u202e.exe\u2066", "gnp.exe"),
        # what Word and others end a line with
        ("a\x0bb\u2028c\x85d", "a\nb\nc\nd"),
        ("", ""),
    ],
)
def test_several_lines(typed: str, expected: str) -> None:
    assert several_lines(typed) == expected
