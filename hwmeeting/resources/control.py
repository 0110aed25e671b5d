"""Control of a running meeting (docs/vendor/control.md 10)."""

from typing import Any

from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import object_of
from hwmeeting.http.transport import Call
from hwmeeting.types.control_token import ControlToken
from hwmeeting.wire import fields, header_of_password

_CONTROL = "/v1/mmc/control/conferences"


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
