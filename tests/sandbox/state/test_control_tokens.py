"""Control tokens hold for one session, and half an hour."""

import sqlite3

from sandbox.state import control_tokens
from sandbox.state.control_tokens import LIFE

_NOW = 1_800_000_000


def test_a_token_is_of_one_session_and_ends(db: sqlite3.Connection) -> None:
    token = control_tokens.issue(db, "s", is_host=True, now=_NOW)
    assert len(token.token) == 51
    assert control_tokens.find(db, token.token, conf_uuid="s", now=_NOW + LIFE - 1) == token
    assert control_tokens.find(db, token.token, conf_uuid="s", now=_NOW + LIFE) is None
    assert control_tokens.find(db, token.token, conf_uuid="other", now=_NOW) is None


def test_keep_alive_is_for_a_whole_life(db: sqlite3.Connection) -> None:
    token = control_tokens.issue(db, "s", is_host=False, now=_NOW)
    kept = control_tokens.keep_alive(db, token, now=_NOW + LIFE - 1)
    assert (kept.token, kept.expires_at) == (token.token, _NOW + 2 * LIFE - 1)
    assert control_tokens.find(db, token.token, conf_uuid="s", now=_NOW + LIFE) == kept
