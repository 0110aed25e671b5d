"""The right to control a running meeting (docs/vendor/control.md 10)."""

from dataclasses import dataclass, field
from datetime import datetime

from hwmeeting.errors import NOT_READABLE, ServerFault
from hwmeeting.wire import Fields, text, thousandths, whole


@dataclass(frozen=True, slots=True)
class ControlToken:
    """The right to control a meeting while it runs this time: half an hour long, longer if it is kept alive.

    ``is_host`` is False for a guest's password: then nothing here is allowed.
    """

    token: str = field(repr=False)
    is_host: bool
    expires_at: datetime | None

    @classmethod
    def from_vendor(cls, source: Fields) -> "ControlToken":
        """As an answer has it; raises ServerFault if the token is missing."""
        token = text(source, "token")
        if not token:
            raise ServerFault(code=NOT_READABLE, status=200)
        return cls(token, whole(source, "role") == 1, thousandths(source, "expireTime"))
