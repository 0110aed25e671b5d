"""Names and titles as one line."""

import pytest

from l10n.one_line import one_line


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
