"""How long a token for a download lives."""

import sqlite3

from sandbox.state import download_tokens
from tests.sandbox.calls.recordings import HOUR


def test_a_download_token_lives_for_an_hour(db: sqlite3.Connection) -> None:
    def opens(token: str, at: int, *, is_for_once: bool) -> bool:
        return download_tokens.is_allowed(db, token, "a" * 32, "videoSD/0_0.mp4", is_for_once=is_for_once, now=at)

    def issue(*, is_for_once: bool) -> str:
        return download_tokens.issue(db, "a" * 32, "videoSD/0_0.mp4", is_for_once=is_for_once, now=1000)

    once, often = issue(is_for_once=True), issue(is_for_once=False)
    assert not opens(once, 1000 + HOUR, is_for_once=True)
    assert [opens(once, 1000 + HOUR - 1, is_for_once=True) for _ in range(2)] == [True, False]
    assert [opens(often, at, is_for_once=False) for at in (1000, 1000 + HOUR - 1, 1000 + HOUR)] == [
        True,
        True,
        False,
    ]
