"""The entry of a guest into a meeting (docs/vendor/control.md 14)."""

from dataclasses import dataclass, field

from hwmeeting.errors import NOT_READABLE, ServerFault
from hwmeeting.wire import Fields, flag, text


@dataclass(frozen=True, slots=True)
class GuestEntry:
    """``random`` stands for the password in the client's own calls. ``site`` is where an anonymous guest goes with it.

    ``subject`` and ``needs_password`` are told to people who are signed in; None and "" otherwise.
    """

    random: str = field(repr=False)
    site: str = ""
    subject: str = ""
    needs_password: bool | None = None

    @classmethod
    def from_vendor(cls, source: Fields) -> "GuestEntry":
        """As an answer has it; raises ServerFault if ``random`` is missing."""
        random = text(source, "random")
        if not random:
            raise ServerFault(code=NOT_READABLE, status=200)
        return cls(random, text(source, "siteUrl"), text(source, "subject"), flag(source, "need_password"))
