"""What a row keeps of rooms and terminals is read as it was written."""

import json

from directory.entries import CloudRoom, Terminal, TerminalState
from tests.factories.rooms import OWN, make_room, make_terminal


def test_a_room_is_read_as_it_was_written() -> None:
    for room in (OWN, make_room(seats=None, is_usable=False)):
        assert CloudRoom.from_json(json.loads(json.dumps(room.to_json()))) == room


def test_a_terminal_is_read_as_it_was_written() -> None:
    for state in TerminalState:
        terminal = make_terminal(state=state)
        assert Terminal.from_json(json.loads(json.dumps(terminal.to_json()))) == terminal


def test_what_a_newer_version_wrote_beside_it_is_passed_over() -> None:
    assert CloudRoom.from_json(OWN.to_json() | {"colour": "red"}) == OWN
