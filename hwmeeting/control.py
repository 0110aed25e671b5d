"""Control of a running meeting (api-core.md 10, api-extended.md 1.1 and 1.6)."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hwmeeting.actor import Actor
from hwmeeting.answers import object_of
from hwmeeting.errors import NOT_READABLE, ServerFault
from hwmeeting.transport import Call
from hwmeeting.wire import Fields, fields, header_of_password, text, thousandths, whole

_CONTROL = "/v1/mmc/control/conferences"


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


class Control:
    """What counts is the meeting's password, not who is signed in.

    A meeting that doesn't run is a Conflict, a token that has run out is SignInRequired, a guest's is NotAllowed.
    """

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def token(self, conference_id: str, password: str, *, kept: ControlToken | None = None) -> ControlToken:
        """The right to control the meeting, for its host password; NotFound if that is wrong or there is no meeting.

        ``kept`` is kept alive; if it has run out, or the meeting runs anew, there is another one. Raises ValueError
        for a password that no header can hold.
        """
        headers = {"X-Password": header_of_password(password), "X-Login-Type": "1"}
        if kept:
            headers["X-Conference-Authorization"] = kept.token
        answer = object_of(self._call("GET", "token", conference_id, headers=headers))
        return ControlToken.from_vendor(fields(answer, "data") or {})

    def stop(self, conference_id: str, token: ControlToken) -> None:
        """End it for everybody. Until its scheduled end it may be possible to enter it again."""
        self._call("PUT", "stop", conference_id, headers=_shown(token), has_answer=False)

    def prolong(
        self, conference_id: str, token: ControlToken, *, minutes: int = 15, automatically: bool = False
    ) -> None:
        """Let it go on for longer: once, or ``automatically`` each time that it would end while somebody is there."""
        body = {"auto": int(automatically), "duration": minutes}
        self._call("PUT", "duration", conference_id, headers=_shown(token), body=body, has_answer=False)

    def _call(self, method: str, name: str, conference_id: str, **more: Any) -> Any:
        """With the user's token too, as the vendor's SDK does, but not again with another: it isn't asked for."""
        call = Call(method, f"{_CONTROL}/{name}", query={"conferenceID": conference_id}, **more)
        return self._actor.call_as(self._actor.token_source.token(), call)


def _shown(token: ControlToken) -> dict[str, str]:
    return {"X-Conference-Authorization": token.token}
