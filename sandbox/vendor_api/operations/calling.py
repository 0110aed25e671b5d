"""Call people, phones and terminals into a running meeting, and show who is there."""

import re
from typing import Any

from sandbox.contract.errors import Refused
from sandbox.contract.roles import GUEST, HOST
from sandbox.state import called_sites, meetings, sessions, users
from sandbox.state.called_sites import CALLED, JOINING, CalledSite
from sandbox.state.meetings import Meeting
from sandbox.state.sessions import Participant, Session
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.operations.booking import DONE
from sandbox.vendor_api.operations.control import find_controlled
from sandbox.vendor_api.rules import attendees
from sandbox.vendor_api.serializers.attendee import InvitedAttendee

_NO_NUMBER, _NO_NAME, _TOO_MANY, _NO_PSTN = "MMC.111072031", "MMC.111072046", "MMC.111071066", "MMC.111076012"
_PHONE = re.compile(r"\+[0-9]{3,}")
_STATES = {CALLED: 1, JOINING: 2}


def invite(call: Call) -> dict[str, Any]:
    """Answer POST /v1/mmc/control/conferences/participants.

    All are called or, where one can't be, none.
    """
    session, _meeting = find_controlled(call)
    written = call.body().get("attendees") or []
    if not written:
        raise Refused(_NO_NUMBER)
    if len(written) > attendees.MAX_ATTENDEES:
        raise Refused(_TOO_MANY)
    wanted = [_check(call, attendees.read_attendee(one)) for one in written]
    rang = [_call(call, session, one) for one in wanted]
    call.had_effect = any(rang)
    return DONE


def show(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/control/conferences/realTimeInfo: who is invited, and who is in or being called."""
    session, meeting = find_controlled(call)
    people = sessions.list_participants(call.db, session.conf_uuid)
    sites = called_sites.list_sites(call.db, session.conf_uuid, now=call.now)
    host = next((one.id for one in people if one.role == HOST), "")
    ringing = [site for site in sites if site.state in _STATES]
    return {
        "attendees": _serialize_attendees(call, meeting, sites),
        "participants": [
            *(_serialize_participant(one) for one in people if not one.is_waiting),
            *(
                {"pid": site.id, "name": site.name, "phone": site.number, "state": _STATES[site.state]}
                for site in ringing
            ),
        ],
        "confInfo": {"coHosts": []} | ({"chairID": host} if host else {}),
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


def _serialize_attendees(call: Call, meeting: Meeting, sites: list[CalledSite]) -> list[dict[str, Any]]:
    found = {}
    for written in meeting.attendees:
        person = InvitedAttendee(call.db, meeting, written)
        colleague = meetings.colleague_account(call.db, meeting, written) or ""
        found[person.number or colleague or person.name] = {
            "accountID": colleague, "name": person.name, "phone": person.number
        }  # fmt: skip
    for site in sites:
        found[site.number] = {
            "accountID": site.account_id, "userUUID": site.user_uuid, "name": site.name, "phone": site.number
        }  # fmt: skip
    return [{name: value for name, value in one.items() if value} for one in found.values()]


def _serialize_participant(one: Participant) -> dict[str, Any]:
    return {"pid": one.id, "name": one.name, "phone": one.call_number, "state": 0, "video": 1, "mute": 0, "hand": 0}
