"""The parts of a mail about a meeting, in the order in which they are read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the table at the foot: what it is, its value, and the value that it had before."""

    label: str
    value: str
    old: str = ""


@dataclass(frozen=True, slots=True)
class When:
    """A time as the reader's clock shows it; ``clock`` is kept on one line."""

    day: str
    clock: str = ""
    tile: tuple[str, str, str] = ("", "", "")
    below: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.day}{self.clock}"

    @property
    def date(self) -> str:
        """Return the day as it stands alone, above its clock."""
        return self.day.rstrip(", ")


@dataclass(frozen=True, slots=True)
class Button:
    """The one thing to do, with the whole address that is also written below it."""

    label: str
    address: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail before it becomes text and HTML."""

    language: str
    subject: str
    preheader: str
    organisation: str
    lead: str
    title: str
    foot: str
    notice: str = ""
    notice_more: str = ""
    old_when: When | None = None
    when: When | None = None
    words: str = ""
    button: Button | None = None
    facts: tuple[Fact, ...] = ()

    @property
    def below(self) -> tuple[str, ...]:
        """Return the lines below the time; the first says whose clock it is by, also of what is off."""
        shown = self.when or self.old_when
        return shown.below if shown else ()
