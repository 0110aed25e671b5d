"""Control a running meeting, by whoever has its host password."""

from typing import Any
from urllib.parse import urlsplit

from sandbox import clock, ids
from sandbox.contract.errors import Refused
from sandbox.contract.roles import HOST
from sandbox.state import control_tokens, meetings, series, sessions, socket_tokens
from sandbox.state.control_tokens import ControlToken
from sandbox.state.meetings import Meeting
from sandbox.vendor_api import control_access, parameters
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.operations.booking import DONE
from sandbox.vendor_api.rules import entry, field_types, room_booking
from sandbox.vendor_api.rules.booking_fields import LENGTHS, WRONG_VALUE

_MISSING, _NO_PASSWORD, _NOT_FOUND_OR_WRONG = "MMC.111070001", "MMC.111070009", "MMC.111072065"
_NOT_STARTED = "MMC.111072005"
_TOO_LONG = "MMC.111074003"
_BY_HAND, _BY_ITSELF = 0, 1
_PROLONG = (
    field_types.Integer("auto", None, {_BY_HAND, _BY_ITSELF}, "MMC.111072045"),
    field_types.Integer("duration", 15, range(1, LENGTHS[-1] + 1), WRONG_VALUE),
)
# What can be pushed (docs/vendor/webhooks.md 23.1).
_PUSHED = (
    "ConfBasicInfoNotify",
    "ConfDynamicInfoNotify",
    "ParticipantsNotify",
    "AttendeesNotify",
    "SpeakerChangeNotify",
    "InviteResultNotify",
    "RealTimeSubtitleNotify",
    "WaitingListNotify",
    "InterpreterGroupNotify",
)


def issue_token(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/control/conferences/token: a new one for a password, or the one that is shown, for longer."""
    conference_id = parameters.conference_id(call)
    if call.headers.get("x-login-type") != "1":
        raise Refused(_MISSING)
    session = control_access.find_open_session(call, conference_id)
    shown = call.headers.get("x-conference-authorization", "")
    kept = control_access.find_token(call, session, shown) if session else None
    if kept is None:
        is_host = _is_host(call, conference_id)
        if session is None:
            raise Refused(_NOT_STARTED)
        kept = control_tokens.issue(call.db, session.conf_uuid, is_host=is_host, now=call.real_now)
    else:
        kept = control_tokens.keep_alive(call.db, kept, now=call.real_now)
    meeting = meetings.find(call.db, conference_id)
    assert meeting is not None
    return _serialize(call, kept, meeting)


def issue_socket_token(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/control/conferences/wsToken: it opens the pushing once, within a minute."""
    control = control_access.require_moderator(call)
    return {"webSocketToken": socket_tokens.issue(call.db, control.conf_uuid, now=call.real_now)}


def stop(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/stop.

    Over for everybody. As the enterprise has it, what is booked stays so.
    """
    control = control_access.require_moderator(call)
    session, meeting = control.session, control.meeting
    sessions.end_session(call.db, session, now=call.now)
    if call.assumptions.value("ended_by_host") == "goes":
        sessions.conclude(call.db, session, meeting, now=call.now)
        series.cancel_current(call.db, meeting, now=call.now)
    return DONE


def prolong(call: Call) -> dict[str, Any]:
    """Answer PUT /v1/mmc/control/conferences/duration.

    By hand once, or by itself each time while somebody is there.
    """
    control = control_access.require_moderator(call)
    session, meeting = control.session, control.meeting
    asked = field_types.read_fields(call.body(), _PROLONG)
    if asked["auto"] == _BY_ITSELF:
        sessions.set_prolonging(call.db, session, minutes=asked["duration"], now=call.now)
        return DONE
    ends_at = session.ends_at + asked["duration"] * clock.MINUTE
    if ends_at - session.started_at > LENGTHS[-1] * clock.MINUTE:
        raise Refused(_TOO_LONG)
    if room := room_booking.find_room(call.db, meeting):
        room_booking.check_free_until(call.db, room, meeting, ends_at, now=call.now)
    sessions.prolong(call.db, session, minutes=asked["duration"], now=call.now)
    return DONE


def _is_host(call: Call, conference_id: str) -> bool:
    """Return whether the password is the host's.

    Whether the meeting is missing or the password wrong is deliberately the same answer.
    """
    password = call.headers.get("x-password", "")
    if not password:
        raise Refused(_NO_PASSWORD)
    meeting = meetings.find(call.db, conference_id)
    if meeting is None:
        raise Refused(_NOT_FOUND_OR_WRONG)
    try:
        return entry.role_by_password(meeting, password) == HOST
    except Refused as refusal:
        raise Refused(_NOT_FOUND_OR_WRONG) from refusal


def _serialize(call: Call, kept: ControlToken, meeting: Meeting) -> dict[str, Any]:
    place = urlsplit(call.address)
    room = room_booking.find_room(call.db, meeting)
    return {
        "data": {
            "token": kept.token,
            "tmpWsToken": socket_tokens.issue(call.db, kept.conf_uuid, now=call.real_now),
            "wsURL": f"{'wss' if place.scheme == 'https' else 'ws'}://{place.netloc}",
            "role": int(kept.is_host),
            "expireTime": kept.expires_at * 1000,
            "userID": meeting.scheduler_uuid,
            "orgID": meeting.corp_id,
            "confTokenExpireTime": control_tokens.LIFE,
            "supportNotifyType": list(_PUSHED),
        }
        | ({"vmrCurrentConfID": meeting.conference_id} if room else {}),
        "addressToken": ids.token(),
        "gloablPublicIP": place.hostname,
    }
