"""The entry of a guest into a meeting (docs/vendor/control.md 14)."""

from dataclasses import dataclass, field

from hwmeeting.errors import ServerFault
from hwmeeting.wire.reading import Fields, read_flag, read_text


@dataclass(frozen=True, slots=True)
class GuestEntry:
    """The permission to enter a meeting. ``random`` stands for the password in the client's own calls.

    ``site`` is the host that an anonymous guest goes to. ``subject`` and ``needs_password`` are there only for users
    who are signed in; "" and None otherwise.
    """

    random: str = field(repr=False)
    site: str = ""
    subject: str = ""
    needs_password: bool | None = None

    @classmethod
    def from_vendor(cls, source: Fields) -> "GuestEntry":
        """Read it from an answer; raise ServerFault if ``random`` is missing."""
        random = read_text(source, "random")
        if not random:
            raise ServerFault.not_readable()
        return cls(
            random, read_text(source, "siteUrl"), read_text(source, "subject"), read_flag(source, "need_password")
        )
