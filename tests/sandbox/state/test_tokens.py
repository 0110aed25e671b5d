"""How many tokens live, and for how long."""

import sqlite3

import pytest
import time_machine

from sandbox.state import tokens
from tests.sandbox.program import Caller, Sandbox, refused, why


def test_64_tokens_live_and_the_65th_pushes_the_oldest_out(sandbox: Sandbox, li: Caller) -> None:
    callers = [sandbox.caller("chen") for _ in range(64)]
    assert [caller.list()[0] for caller in callers] == [200] * 64
    assert callers[0].call("GET", "/v1/usg/dcs/member/vmr")[0] == 200
    last = sandbox.caller("chen")
    assert why(callers[0].list()) == refused("USG.206020002", 401)
    assert [caller.list()[0] for caller in (*callers[1:], last, li)] == [200] * 65


def test_another_client_type_has_one_token(sandbox: Sandbox, chen: Caller) -> None:
    first, second = sandbox.caller("chen", clientType=55), sandbox.caller("chen", clientType=52)
    assert why(first.list()) == refused("USG.206020002", 401)
    assert [second.list()[0], chen.list()[0]] == [200, 200]


_START = 1_800_000_000


_MINUTE, _HOUR = 60, 3600


@pytest.mark.parametrize("life", [60, 1800])
def test_a_login_ticket_lives_so_long(db: sqlite3.Connection, life: int) -> None:
    for seconds, expected in ((life - 1, "somebody"), (life, None)):
        with time_machine.travel(_START, tick=False) as clock:
            ticket = tokens.issue_login_ticket(db, user_uuid="somebody", seconds=life)
            clock.shift(seconds)
            assert tokens.spend_login_ticket(db, ticket) == expected


def test_a_token_that_is_over_makes_room(db: sqlite3.Connection) -> None:
    with time_machine.travel(_START, tick=False) as clock:
        old = [tokens.issue(db, user_uuid="u", client_type=72, ip="").access_token for _ in range(64)]
        clock.shift(24 * _HOUR + 1)
        tokens.issue(db, user_uuid="u", client_type=72, ip="")
        assert tokens.count_live(db) == 1
        assert {tokens.find(db, one).ended for one in old} == {""}  # type: ignore[union-attr]


def test_a_sign_nonce_can_be_used_again_once_its_signature_is_over(db: sqlite3.Connection) -> None:
    answers = [
        tokens.use_sign_nonce(db, now=_START + after, app_id="a", sign_nonce="n", expires_at=_START + 10)
        for after in (0, 10, 11)
    ]
    assert answers == [True, False, True]
