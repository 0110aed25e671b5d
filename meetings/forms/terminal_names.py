"""Hard terminals in a written list of invitees: "Hall 1 (+991111234)", where the number says which one is meant."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from directory.entries import Terminal
from meetings.limits import LONGEST_NAME
from meetings.models import MeetingTerminal
from meetings.requests import TerminalRequest

_NUMBERED = re.compile(r"\(\s*(?P<number>[^()]+?)\s*\)$")
# What would make more than one entry of the list, or an address.
_DIVIDES = re.compile(r"[\s,，、;；@<>\[\]()\"]+")


def written(*, name: str, number: str) -> str:
    """Return a terminal as one entry of the list."""
    tail = f" ({number})"
    return _DIVIDES.sub(" ", name).strip()[: LONGEST_NAME - len(tail)] + tail


def find_terminals(typed: str, known: Iterable[Terminal | MeetingTerminal]) -> list[TerminalRequest]:
    """Return which ones are meant by an entry: the one with its number, else all that are called so."""
    numbered = _NUMBERED.search(typed)
    number, name = numbered["number"] if numbered else typed, _folded(typed)
    by_number, by_name = {}, {}
    for each in known:
        found = TerminalRequest(each.number, each.name)
        if each.number == number:
            by_number[each.number] = found
        elif _folded(each.name) == name:
            by_name[each.number] = found
    return list((by_number or by_name).values())


def matching(typed: str, known: Iterable[Terminal]) -> Iterator[Terminal]:
    """Yield those whose name, place or number holds what was typed."""
    words = _folded(typed).split()
    for each in known:
        text = _folded(f"{each.name} {each.place} {each.number}")
        if words and all(word in text for word in words):
            yield each


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()
