"""What a template writes of one person of a running meeting, and for whom."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """One button of a row; ``do`` is what the form sends, ``label`` its whole name for who doesn't see the row."""

    do: str
    word: str
    icon: str
    label: str = ""
    is_primary: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """An icon with its word; ``tone`` is on, warn, bad, new or "" of the look."""

    icon: str
    word: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One row; ``device`` is the icon of what is no person, "" for people. Only hosts have buttons.

    ``refuse`` stands beside the button of who waits; ``more``, where there is more to be done, names the menu.
    """

    id: str
    name: str
    tags: tuple[Sign, ...] = ()
    notes: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()
    device: str = ""
    is_hand: bool = False
    is_speaking: bool = False
    is_off: bool = False
    button: Button | None = None
    refuse: Button | None = None
    more: str = ""
