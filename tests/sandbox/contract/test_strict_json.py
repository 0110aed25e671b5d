"""Which JSON can be stored and sent again."""

import pytest

from sandbox.contract.strict_json import parse_json


@pytest.mark.parametrize("raw", [b"null", b"[1, 2.5, true]", '{"名": "陈静"}'.encode(), b'"\\ud83d\\ude00"'])
def test_json_is_read(raw: bytes) -> None:
    assert parse_json(raw) is not ...


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"\xff",
        b"NaN",
        b"-Infinity",
        b"1e999",
        b'"\\ud83d"',
        b'{"\\ud83d": 1}',
        b"[" * 40 + b"]" * 40,
        b"[" * 100_000,
    ],
)
def test_whatever_cannot_be_stored_is_refused(raw: bytes) -> None:
    with pytest.raises(ValueError):
        parse_json(raw)


def test_depth_is_bounded() -> None:
    assert parse_json(b"[" * 32 + b"]" * 32) != []
    with pytest.raises(ValueError, match="nested too deep"):
        parse_json(b"[" * 33 + b"]" * 33)
