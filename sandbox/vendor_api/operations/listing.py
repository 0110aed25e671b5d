"""List meetings: unfinished, running, ended."""

from typing import Any

from sandbox import clock
from sandbox.contract.errors import Refused
from sandbox.contract.roles import GUEST
from sandbox.state import meeting_lists, recordings, sessions, users
from sandbox.state.meeting_lists import Scope
from sandbox.state.meetings import Meeting
from sandbox.state.users import User
from sandbox.vendor_api import history_access, parameters
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.rules import access
from sandbox.vendor_api.serializers import conference

_DAY = 24 * 3600
# Counted from now on: where such a span begins is not stated.
_SPANS = {"ALL": None, "ADAY": _DAY, "AWEEK": 7 * _DAY, "AMONTH": 31 * _DAY}
BY_START = ("DSC_StartTIME", "ASC_StartTIME")
_BY_START_OR_RECORD = (*BY_START, "ASC_RecordTYPE", "DSC_RecordTYPE")


def unfinished(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/conferences"""
    user = call.user()
    offset, limit = parameters.page_bounds(call)
    mode = call.query.get("queryConfMode") or call.assumptions.value("list_span")
    if mode not in _SPANS:
        raise Refused("MMC.111071061")
    span = _SPANS[mode]
    behind = max(call.list_age, float(call.assumptions.value("list_delay_seconds")))
    found = meeting_lists.list_unfinished(
        call.db,
        find_scope_of_member(call, user),
        search=parameters.search_key(call),
        starts_before=None if span is None else call.now + span,
        is_ascending=parameters.choice(call, "sortType", BY_START) == "ASC_StartTIME",
        now=call.now,
        as_of_ms=clock.now_ms() - int(behind * 1000) if behind else None,
    )
    return _serialize_page(call, user, found, offset, limit)


def online(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/conferences/online"""
    user = call.user()
    offset, limit = parameters.page_bounds(call)
    found = meeting_lists.list_running(call.db, _find_scope(call, user), search=parameters.search_key(call))
    page = _serialize_page(call, user, found, offset, limit)
    for shown in page["data"]:
        session = sessions.find_running(call.db, shown["conferenceID"])
        shown["onlineAttendeeAmount"] = conference.count_online(call.db, session) if session else 0
    return page


def history(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/conferences/history: each time that a meeting was held, by its actual start."""
    user = call.user()
    offset, limit = parameters.page_bounds(call)
    since, until = parameters.date_span(call)
    since = max(since, history_access.kept_since(call))
    sort = parameters.choice(call, "sortType", _BY_START_OR_RECORD)
    found, count = meeting_lists.list_ended(
        call.db,
        _find_scope(call, user),
        search=parameters.search_key(call),
        since=since,
        until=until,
        is_ascending=sort.startswith("ASC"),
        offset=offset,
        limit=limit,
        recorded_at=call.now if sort.endswith("RecordTYPE") else None,
    )
    shown = [_serialize_ended(call, conf_uuid, meeting) for conf_uuid, meeting in found]
    return {"offset": offset, "limit": limit, "count": count, "data": shown}


def find_scope_of_member(call: Call, user: User) -> Scope:
    """Return the scope of all lists; in two, of a member whom one names (docs/vendor/conventions.md 1.2)."""
    scope, uuid = _find_scope(call, user), call.query.get("userUUID")
    if not uuid or not user.is_enterprise_administrator or scope.is_whole_enterprise:
        return scope
    member = users.find(call.db, uuid)
    if member is None or member.corp_id != user.corp_id:
        raise Refused("MMC.111073001")
    return Scope(member)


def _find_scope(call: Call, user: User) -> Scope:
    """Return whose meetings are listed: one's own and where one is invited; of an administrator one's own, or all."""
    asks_for_all = parameters.boolean(call, "queryAll")
    if not user.is_enterprise_administrator:
        if asks_for_all:
            raise Refused("MMC.111070002")
        return Scope(user)
    return Scope(user, is_whole_enterprise=True) if asks_for_all else Scope(user, is_created_only=True)


def _serialize_page(call: Call, user: User, found: list[Meeting], offset: int, limit: int) -> dict[str, Any]:
    page = parameters.paginate(found, offset, limit)
    page["data"] = [_serialize(call, user, meeting) for meeting in page["data"]]
    return page


def _serialize(call: Call, user: User, meeting: Meeting) -> dict[str, Any]:
    role = access.viewer_role(call.db, meeting, user)
    session = sessions.find_running(call.db, meeting.conference_id)
    return conference.serialize_conference(call.db, meeting, role, address=call.address, session=session)


def _serialize_ended(call: Call, conf_uuid: str, meeting: Meeting) -> dict[str, Any]:
    """Return an ended meeting: its lists show everybody the guests' password only."""
    shown = conference.serialize_conference(call.db, meeting, GUEST, address=call.address, session=None)
    has_file = recordings.is_ready(call.db, conf_uuid, now=call.now)
    return shown | {"conferenceState": "Destroyed", "confUUID": conf_uuid, "isHasRecordFile": has_file}
