"""Control of a running meeting (docs/vendor/control.md 10)."""

from collections.abc import Sequence
from typing import Any

from hwmeeting.errors import ServerFault
from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import require_object
from hwmeeting.http.transport import Call
from hwmeeting.types.attendee import Attendee
from hwmeeting.types.control_token import ControlToken
from hwmeeting.types.live_meeting import LiveMeeting
from hwmeeting.types.site import Site
from hwmeeting.wire.reading import Fields, read_object, read_text
from hwmeeting.wire.writing import drop_empty, write_password_header

_CONTROL = "/v1/mmc/control/conferences"
_SITE = "/v1/mmc/control/confmaintain/queryMgmtSiteStatus"


class Control:
    """Control of running meetings: the meeting's password counts, not who is signed in.

    A meeting that doesn't run is a Conflict, an expired token is SignInRequired, a guest's token is NotAllowed.
    """

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def token(self, conference_id: str, password: str, *, kept: ControlToken | None = None) -> ControlToken:
        """Return the right to control the meeting; NotFound if the host password is wrong or there is no meeting.

        ``kept`` is kept alive; if it has expired, or the meeting runs anew, another token is returned. Raises
        ValueError for a password that no header can hold.
        """
        headers = {"X-Password": write_password_header(password), "X-Login-Type": "1"}
        if kept:
            headers["X-Conference-Authorization"] = kept.token
        answer = require_object(self._call("GET", "token", conference_id, headers=headers))
        return ControlToken.from_vendor(read_object(answer, "data") or {})

    def stop(self, conference_id: str, token: ControlToken) -> None:
        """End the meeting for everybody. Until its scheduled end it may be possible to enter it again."""
        self._call("PUT", "stop", conference_id, headers=build_headers(token), has_answer=False)

    def invite(self, conference_id: str, token: ControlToken, attendees: Sequence[Attendee]) -> None:
        """Call people, phones and terminals into the meeting, by the ``phone`` of each, a SIP or phone number.

        Nobody gets a mail of it. That it is answered says nothing about whether anybody picks up.
        """
        body = {"attendees": [_write_callee(attendee) for attendee in attendees]}
        self._call("POST", "participants", conference_id, headers=build_headers(token), body=body, has_answer=False)

    def live(self, conference_id: str, token: ControlToken) -> LiveMeeting:
        """Return who is invited, also in the meeting, and who is in or being called."""
        return LiveMeeting.from_vendor(
            require_object(self._call("GET", "realTimeInfo", conference_id, headers=build_headers(token)))
        )

    def prolong(
        self, conference_id: str, token: ControlToken, *, minutes: int = 15, automatically: bool = False
    ) -> None:
        """Extend the meeting: once, or ``automatically`` each time that it would end while somebody is there."""
        body = {"auto": int(automatically), "duration": minutes}
        self._call("PUT", "duration", conference_id, headers=build_headers(token), body=body, has_answer=False)

    def socket_token(self, conference_id: str, token: ControlToken) -> str:
        """Return what opens one connection to what the meeting pushes, within a minute."""
        answer = require_object(self._call("GET", "wsToken", conference_id, headers=build_headers(token)))
        found = read_text(answer, "webSocketToken")
        if not found:
            raise ServerFault.not_readable()
        return found

    def call_terminal(self, conference_id: str, password: str, *, number: str, enterprise_id: str = "") -> None:
        """Call a terminal in with nothing but a password of the meeting.

        A guest's counts where the enterprise has it so. ``enterprise_id`` is the terminal's, where it is another one.
        """
        body = {"callNum": number, "confID": conference_id, "pwd": password, "orgID": enterprise_id}
        self._call("POST", "inviteWithPwd", conference_id, body=drop_empty(body), has_answer=False)

    def site(self) -> Site:
        """Return how the site of the service is that is asked."""
        return Site.from_vendor(require_object(self._actor.call(Call("GET", _SITE))))

    def _call(self, method: str, name: str, conference_id: str, **more: Any) -> Any:
        return call_control(self._actor, method, name, conference_id, **more)


def call_control(
    actor: Actor, method: str, name: str, conference_id: str, *, query: Fields | None = None, **more: Any
) -> Any:
    """Return the content of the answer.

    The user's token goes along, as the vendor's SDK sends it, but is never renewed: the vendor doesn't ask for it.
    """
    call = Call(method, f"{_CONTROL}/{name}", query={"conferenceID": conference_id, **(query or {})}, **more)
    return actor.call_with(actor.token_source.token(), call)


def _write_callee(attendee: Attendee) -> dict[str, Any]:
    """Return the fields of a call: fewer than those of an invitation."""
    return drop_empty(
        {
            "name": attendee.name,
            "phone": attendee.phone,
            "type": attendee.type or "normal",
            "role": int(attendee.is_host),
            "accountId": attendee.account_id,
            "userUUID": attendee.user_uuid,
        }
    )


def build_headers(token: ControlToken) -> dict[str, str]:
    """Return the header that shows the right to control a meeting."""
    return {"X-Conference-Authorization": token.token}
