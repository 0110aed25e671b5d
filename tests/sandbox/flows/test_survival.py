"""What was answered is there after a restart and a kill, and with many clients at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.sandbox.conftest import NONE, Start
from tests.sandbox.program import Caller, Sandbox


@pytest.mark.parametrize("is_killed", [True, False])
def test_what_it_was_told_survives(start: Start, is_killed: bool) -> None:
    program = start(*NONE)
    sandbox = Sandbox(program.url)
    chen = sandbox.caller("chen")
    chen.book(confConfigInfo={"guestPwd": "482913"})
    chen.book(startTime=...)
    before = (sandbox.state(), sandbox.ledger())
    if is_killed:
        program.kill()
    else:
        program.stop()
    again = Sandbox(start(*NONE).url)
    assert (again.state(), again.ledger()) == before
    assert Caller(again.url, chen.login).list()[1]["count"] == 2, "the token as well"


def test_every_answer_was_written_before(start: Start) -> None:
    """The program is killed in the middle of many calls: whatever was answered is there."""
    program = start(*NONE)
    chen = Sandbox(program.url).caller("chen")
    answered: list[str] = []

    def book() -> None:
        while True:
            try:
                answered.append(chen.book()["conferenceID"])
            except requests.RequestException:
                return
            if len(answered) == 40:
                program.process.kill()

    with ThreadPoolExecutor(8) as threads:
        for _ in range(8):
            threads.submit(book)
    program.kill()
    again = Sandbox(start(*NONE).url)
    kept = {one["conferenceID"] for one in again.state()["meetings"]}
    assert set(answered) <= kept
    assert len(kept) <= len(answered) + 8


def test_100_clients_at_once(sandbox: Sandbox) -> None:
    def work(number: int) -> tuple[str, list[str]]:
        caller = sandbox.caller(f"user-{number}")
        kept = caller.book(subject=f"of {number}")
        gone = caller.book(subject="gone")
        caller.edit(kept["conferenceID"], startTime=kept["startTime"], subject=f"kept of {number}")
        caller.cancel(gone["conferenceID"])
        return kept["conferenceID"], [one["subject"] for one in caller.list()[1]["data"]]

    with ThreadPoolExecutor(100) as threads:
        found = list(threads.map(work, range(100)))
    assert [subjects for _, subjects in found] == [[f"kept of {number}"] for number in range(100)]
    assert len({conference_id for conference_id, _ in found}) == 100
    assert len(sandbox.ledger()) == 500
