"""The control token is fetched, kept alive, and fetched anew."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from hwmeeting import Conflict, NotFound
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.running import begin


def tokens(sandbox: Sandbox) -> int:
    """Return how often a token was asked for."""
    return sum(row["operation"] == "CreateConfToken" for row in sandbox.ledger("GET"))


def test_one_token_for_many_calls(sandbox: Sandbox) -> None:
    running = begin(sandbox)
    for _ in range(3):
        running.session.live()
    assert tokens(sandbox) == 1


def test_a_token_is_kept_alive_before_it_ends(sandbox: Sandbox) -> None:
    running = begin(sandbox)
    first = running.session.right.token()
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=19)):
        assert running.session.right.token() == first
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=21)):
        kept = running.session.right.token()
    assert (kept.token, tokens(sandbox)) == (first.token, 2)


def test_a_token_that_has_ended_is_fetched_anew(sandbox: Sandbox) -> None:
    """Held again, a meeting wants another one: the call that was refused is made once more."""
    running = begin(sandbox)
    anna = running.enter()
    running.session.live()
    running.post("client/leave", participant=anna)
    running.enter("Ben")
    running.session.switches.lock(is_locked=True)
    assert (running.live()["is_locked"], tokens(sandbox)) == (True, 2)


def test_what_is_no_running_meeting(sandbox: Sandbox) -> None:
    running = begin(sandbox)
    wrong = running.client.control_meeting(running.meeting.conference_id, "000000")
    with pytest.raises(NotFound):
        wrong.live()
    running.session.stop()
    with pytest.raises(Conflict) as over:
        running.session.live()
    assert over.value.code == "MMC.111072005"
