"""What terminals see."""

import pytest

from hwmeeting import Attendee, InvalidRequest
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.running import begin


def test_what_terminals_see(sandbox: Sandbox) -> None:
    running = begin(sandbox)
    anna = running.enter()
    running.session.invite([Attendee(name="Hall", phone="0255", type="terminal")])
    hall, terminals = running.answer("0255"), running.session.terminals
    running.session.people.set_host(hall, is_host=True)

    def view() -> str:
        return str(running.people()["Hall"]["view"])

    terminals.set_host_view()
    assert view() == "multi"
    terminals.set_host_view(anna)
    assert view() == anna
    terminals.set_host_view(polls=True, switch_seconds=15)
    assert running.live()["is_host_polling"]
    terminals.set_host_view(polls=False)
    terminals.set_view(hall, hall)
    assert view() == hall
    terminals.lock_view(hall, anna, is_locked=True)
    assert (view(), running.people()["Hall"]["is_view_locked"]) == (anna, True)
    with pytest.raises(InvalidRequest):
        terminals.set_view(anna, hall)
