"""A token source for one process."""

from datetime import UTC, datetime, timedelta

from hwmeeting import (
    KeptToken,
    Token,
)


def test_kept_token_signs_in_when_it_must() -> None:
    now = datetime.now(UTC)
    made: list[str] = []

    def sign_in() -> Token:
        made.append(f"token-{len(made)}")
        return Token(made[-1], "", now + timedelta(hours=len(made) - 1), None)

    source = KeptToken(sign_in)
    assert source.token() == "token-0"  # of no use for long
    assert [source.token(), source.token()] == ["token-1", "token-1"]
    assert source.renewed("token-1") == "token-2"
    assert source.renewed("token-1") == "token-2"  # somebody else has renewed it already
    assert made == ["token-0", "token-1", "token-2"]
