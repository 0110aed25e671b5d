"""Decide who controls a running meeting: its host, a co-host but for what touches the host, a guest for oneself."""

import base64
import binascii
from dataclasses import dataclass

from sandbox.contract.errors import Refused
from sandbox.state import control_records, control_tokens, meetings, people, sessions
from sandbox.state.control_records import PORTAL, ControlRecord
from sandbox.state.control_tokens import ControlToken
from sandbox.state.meetings import Meeting
from sandbox.state.people import Person
from sandbox.state.sessions import Session
from sandbox.vendor_api import parameters
from sandbox.vendor_api.call import Call

_NOT_STARTED, _NOT_AUTHORISED = "MMC.111072005", "MMC.111070004"
_NOT_A_GUEST, _ONESELF_ALONE, _NOT_THE_HOST = "MMC.111072070", "MMC.111072071", "MMC.111072110"
NOT_THERE = "MMC.111072008"
_HOST, _COHOST, _GUEST = "host", "cohost", "guest"


@dataclass(frozen=True, slots=True)
class Control:
    """A running meeting in the hands of whoever holds a token for it; ``own_id`` is "" where that is a password's."""

    session: Session
    meeting: Meeting
    people: list[Person]
    right: str
    own_id: str

    @property
    def conf_uuid(self) -> str:
        return self.session.conf_uuid

    @property
    def host(self) -> Person | None:
        return people.find_host(self.people)

    def find(self, participant_id: str) -> Person:
        """Return somebody who is in. Refuse whoever isn't, or waits."""
        found = next((one for one in self.people if one.id == participant_id and not one.is_waiting), None)
        if found is None:
            raise Refused(NOT_THERE)
        return found

    def find_to_act_on(self, participant_id: str) -> Person:
        """Return somebody on whom whoever has the token may act."""
        found = self.find(participant_id)
        if self.right == _COHOST and self.host == found:
            raise Refused(_NOT_THE_HOST)
        return found

    def check_may_replace_host(self) -> None:
        """Check that there is no host, or that it is not a co-host who says who it is."""
        if self.right == _COHOST and self.host is not None:
            raise Refused(_NOT_THE_HOST)


def require_moderator(call: Call) -> Control:
    """Return the meeting that the host, or a co-host, controls."""
    control = _find_control(call, parameters.conference_id(call), call.headers.get("x-conference-authorization", ""))
    if control.right == _GUEST:
        raise Refused(_NOT_A_GUEST)
    return control


def require_moderator_by(call: Call, *, conference_id: str, written: str) -> Control:
    """Return the same where the call says meeting and token by other names."""
    control = _find_control(call, conference_id, written)
    if control.right == _GUEST:
        raise Refused(_NOT_A_GUEST)
    return control


def require_moderator_of(call: Call) -> tuple[Control, Person]:
    """Return the meeting and the participant whom the call names, for those who may act on others."""
    control = require_moderator(call)
    return control, control.find_to_act_on(call.query["participantID"])


def require_right_over(call: Call, participant_id: str) -> tuple[Control, Person]:
    """Return the meeting and somebody on whom others may act, and they themselves, too."""
    control = _find_control(call, parameters.conference_id(call), call.headers.get("x-conference-authorization", ""))
    if control.right == _GUEST and control.own_id != participant_id:
        raise Refused(_ONESELF_ALONE)
    return control, control.find_to_act_on(participant_id)


def record(call: Call, control: Control, operation: str, participant_id: str = "") -> None:
    """Write that something was done."""
    control_records.add(call.db, control.conf_uuid, ControlRecord(call.now * 1000, PORTAL, operation, participant_id))


def find_open_session(call: Call, conference_id: str) -> Session | None:
    """Return the session; one that the clock alone has begun has to be started first."""
    session = sessions.find_running(call.db, conference_id)
    return session if sessions.is_open(call.db, session) else None


def find_token(call: Call, session: Session, written: str) -> ControlToken | None:
    """Return the token of that session which is written, raw or in base64."""
    if written.startswith("Basic "):
        try:
            written = base64.b64decode(written.removeprefix("Basic "), validate=True).decode("ascii")
        except (binascii.Error, UnicodeDecodeError):
            return None
    return control_tokens.find(call.db, written, conf_uuid=session.conf_uuid, now=call.real_now)


def _find_control(call: Call, conference_id: str, written: str) -> Control:
    session = find_open_session(call, conference_id)
    if session is None:
        raise Refused(_NOT_STARTED)
    token = find_token(call, session, written)
    if token is None:
        raise Refused(_NOT_AUTHORISED)
    meeting = meetings.find(call.db, conference_id)
    assert meeting is not None
    there = people.list_people(call.db, session.conf_uuid)
    return Control(session, meeting, there, _find_right(token, there), token.participant_id)


def _find_right(token: ControlToken, there: list[Person]) -> str:
    """Return the right of a token: of somebody's own what that person is now. Refuse that of somebody who has left."""
    if not token.participant_id:
        return _HOST if token.is_host else _GUEST
    own = next((one for one in there if one.id == token.participant_id and not one.is_waiting), None)
    if own is None:
        raise Refused(_NOT_AUTHORISED)
    if own == people.find_host(there):
        return _HOST
    return _COHOST if own.is_cohost else _GUEST
