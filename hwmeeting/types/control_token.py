"""The right to control a running meeting (docs/vendor/control.md 10)."""

from dataclasses import dataclass, field
from datetime import datetime

from hwmeeting.errors import ServerFault
from hwmeeting.wire.reading import Fields, read_epoch_milliseconds, read_integer, read_text


@dataclass(frozen=True, slots=True)
class ControlToken:
    """The right to control one session of a meeting, for half an hour, or longer if it is kept alive.

    ``is_host`` is False for a guest's password: the vendor then refuses every control. ``socket_url`` is where the
    meeting pushes from, as ``wss://host``; "" where it isn't told.
    """

    token: str = field(repr=False)
    is_host: bool
    expires_at: datetime | None
    socket_url: str = ""

    @classmethod
    def from_vendor(cls, source: Fields) -> "ControlToken":
        """Read it from an answer; raise ServerFault if the token is missing."""
        token = read_text(source, "token")
        if not token:
            raise ServerFault.not_readable()
        return cls(
            token,
            read_integer(source, "role") == 1,
            read_epoch_milliseconds(source, "expireTime"),
            read_text(source, "wsURL"),
        )
