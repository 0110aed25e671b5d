"""Terminals in a written list of invitees."""

import pytest

from meetings.forms import address_parser
from meetings.forms.terminal_names import find_terminals, written
from meetings.requests import TerminalRequest
from tests.factories.rooms import make_terminal

KNOWN = [make_terminal(1, name="Hall"), make_terminal(2, name="Hall"), make_terminal(3, name="兰亭")]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("hall", ["+991111", "+991112"]),
        ("Hall (+991112)", ["+991112"]),
        ("Whatever it is called by now (+991113)", ["+991113"]),
        ("+991111", ["+991111"]),
        ("兰亭", ["+991113"]),
        ("Hall (+991119)", []),
        ("", []),
    ],
)
def test_find_terminals(typed: str, numbers: list[str]) -> None:
    assert [each.number for each in find_terminals(typed, KNOWN)] == numbers


@pytest.mark.parametrize(
    "name", ["Hall", "Hall 3, West; 2F", '"Hall" <x@y.org>', "一楼、二楼（东）", "x" * 200, "", "(1)"]
)
def test_written_is_one_entry_that_finds_the_terminal(name: str) -> None:
    terminal = make_terminal(name=name)
    (entry,) = address_parser.read(written(name=name, number=terminal.number))
    assert (entry.flaw, find_terminals(entry.name, [terminal])) == (None, [TerminalRequest(terminal.number, name)])
