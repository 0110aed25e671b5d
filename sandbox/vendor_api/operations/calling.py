"""Call people, phones and terminals into a running meeting, and show who is there."""

import re
from typing import Any

from sandbox.contract.errors import Refused
from sandbox.contract.roles import GUEST, HOST
from sandbox.state import called_sites, meetings, users
from sandbox.state.called_sites import CALLED, JOINING
from sandbox.state.people import Person
from sandbox.state.sessions import Session
from sandbox.vendor_api import control_access, parameters
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.operations.booking import DONE
from sandbox.vendor_api.rules import attendees, entry, field_types
from sandbox.vendor_api.rules.booking_fields import WRONG_VALUE
from sandbox.vendor_api.serializers import invited_people
from sandbox.vendor_api.serializers.invited_people import Invited

_NO_NUMBER, _NO_NAME, _TOO_MANY, _NO_PSTN = "MMC.111072031", "MMC.111072046", "MMC.111071066", "MMC.111076012"
_NOT_FOUND_OR_WRONG, _NOT_STARTED, _NOT_A_GUEST = "MMC.111072065", "MMC.111072005", "MMC.111072070"
_WITH_PASSWORD = (
    field_types.Text("callNum", longest=127, code="MMC.111072032"),
    field_types.Text("confID", longest=64, code=WRONG_VALUE),
    field_types.Text("pwd", longest=64, code="MMC.111071091"),
    field_types.Text("orgID", longest=64, code=WRONG_VALUE),
    field_types.Integer("numBelongsType", 0, {0, 1}, WRONG_VALUE),
    field_types.Boolean("isNotOverlayPidName", default=False),
)
_PHONE = re.compile(r"\+[0-9]{3,}")
_STATES = {CALLED: 1, JOINING: 2}


def invite(call: Call) -> dict[str, Any]:
    """Answer POST /v1/mmc/control/conferences/participants.

    All are called or, where one can't be, none.
    """
    control = control_access.require_moderator(call)
    written = call.body().get("attendees") or []
    if not written:
        raise Refused(_NO_NUMBER)
    if len(written) > attendees.MAX_ATTENDEES:
        raise Refused(_TOO_MANY)
    wanted = [_check(call, attendees.read_attendee(one)) for one in written]
    rang = [_call(call, control.session, one) for one in wanted]
    call.had_effect = any(rang)
    return DONE


def invite_with_password(call: Call) -> dict[str, Any]:
    """Answer POST /v1/mmc/control/conferences/inviteWithPwd: nobody is signed in, the password lets somebody call.

    That guests may call terminals is a setting of the enterprise.
    """
    asked = field_types.read_fields(call.body(), _WITH_PASSWORD)
    meeting = meetings.find(call.db, asked["confID"])
    if meeting is None or asked["confID"] != parameters.conference_id(call):
        raise Refused(_NOT_FOUND_OR_WRONG)
    session = control_access.find_open_session(call, meeting.conference_id)
    is_guest = entry.role_by_password(meeting, asked["pwd"]) == GUEST
    if session is None:
        raise Refused(_NOT_STARTED)
    if is_guest and call.assumptions.value("guests_call") == "refused":
        raise Refused(_NOT_A_GUEST)
    attendee = {"name": asked["callNum"], "phone": asked["callNum"], "type": "terminal", "role": 0, "accountId": ""}
    call.had_effect = _call(call, session, _check(call, attendee))
    return DONE


def show(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/control/conferences/realTimeInfo: who is invited, and who is in or being called."""
    control = control_access.require_moderator(call)
    sites = called_sites.list_sites(call.db, control.conf_uuid, now=call.now)
    ringing = [site for site in sites if site.state in _STATES]
    there = [one for one in control.people if not one.is_waiting]
    invited = invited_people.list_invited(call.db, control.meeting, control.session, now=call.now)
    return {
        "attendees": [_serialize_attendee(one) for one in invited],
        "participants": [
            *(_serialize_participant(one) for one in there),
            *(
                {"pid": site.id, "name": site.name, "phone": site.number, "state": _STATES[site.state]}
                for site in ringing
            ),
        ],
        "confInfo": {"coHosts": [one.id for one in there if one.is_cohost]}
        | ({"chairID": control.host.id} if control.host else {}),
    }


def _check(call: Call, attendee: dict[str, Any]) -> dict[str, Any]:
    if not attendee["name"]:
        raise Refused(_NO_NAME)
    if not attendee["phone"]:
        raise Refused(_NO_NUMBER)
    attendees.check_number(attendee["phone"])
    is_phone = attendee["type"] == "mobile" or _is_of_nobody(call, attendee["phone"])
    if is_phone and call.assumptions.value("pstn") == "refused":
        raise Refused(_NO_PSTN)
    return attendee


def _is_of_nobody(call: Call, number: str) -> bool:
    """Return whether it is a number of the telephone network: written as one, and nobody's of the service."""
    return bool(_PHONE.fullmatch(number)) and users.find_by_number(call.db, number) is None


def _call(call: Call, session: Session, attendee: dict[str, Any]) -> bool:
    return called_sites.call(
        call.db,
        session,
        number=attendee["phone"],
        name=attendee["name"],
        type=attendee["type"],
        role=HOST if attendee["role"] else GUEST,
        account_id=attendee["accountId"],
        now=call.now,
    )


def _serialize_attendee(one: Invited) -> dict[str, Any]:
    found = {"accountID": one.account_id, "userUUID": one.user_uuid, "name": one.name, "phone": one.number}
    return {name: value for name, value in found.items() if value}


def _serialize_participant(one: Person) -> dict[str, Any]:
    return {
        "pid": one.id,
        "name": one.name,
        "phone": one.call_number,
        "state": 0,
        "video": int(one.has_video),
        "mute": int(one.is_muted),
        "hand": int(one.has_hand_up),
    }
