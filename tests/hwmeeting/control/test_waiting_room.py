"""The waiting room."""

import pytest

from hwmeeting import InvalidRequest
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.running import begin


def test_people_are_let_in_and_sent_back(sandbox: Sandbox) -> None:
    running = begin(sandbox, waiting_room=True)
    host = running.enter(account="chen", as_host=True)
    anna, _, _ = running.enter(), running.enter("Ben"), running.enter("Cleo")
    room = running.session.waiting_room

    def waiting() -> list[str]:
        return sorted(name for name, one in running.people().items() if one["is_waiting"])

    room.admit(anna)
    assert waiting() == ["Ben", "Cleo"]
    room.admit(None)
    assert waiting() == []
    room.send(anna)
    room.send_several([running.people()["Ben"]["id"]])
    assert waiting() == ["Anna", "Ben"]
    with pytest.raises(InvalidRequest):
        room.send(host)
