"""Lists of meetings: unfinished, running, ended."""

from typing import Any

from sandbox import clock
from sandbox.contract.errors import Refused
from sandbox.state import meeting_lists, recordings, sessions, users
from sandbox.state.meeting_lists import Scope
from sandbox.state.meetings import Meeting
from sandbox.state.users import User
from sandbox.vendor_api import history_access, parameters, serializers
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.rules import access

_DAY = 24 * 3600
# Counted from now on: where such a span begins is not stated.
_SPANS = {"ALL": None, "ADAY": _DAY, "AWEEK": 7 * _DAY, "AMONTH": 31 * _DAY}
BY_START = ("DSC_StartTIME", "ASC_StartTIME")
_BY_START_OR_RECORD = (*BY_START, "ASC_RecordTYPE", "DSC_RecordTYPE")


def unfinished(call: Call) -> dict[str, Any]:
    """GET /v1/mmc/management/conferences"""
    user = call.user()
    offset, limit = parameters.page(call)
    mode = call.query.get("queryConfMode") or call.assumptions.of("list_span")
    if mode not in _SPANS:
        raise Refused("MMC.111071061")
    span = _SPANS[mode]
    behind = max(call.list_age, float(call.assumptions.of("list_delay_seconds")))
    found = meeting_lists.unfinished(
        call.db,
        scope_of_anybody(call, user),
        search=parameters.search_key(call),
        starts_before=None if span is None else call.now + span,
        is_ascending=parameters.one_of(call, "sortType", BY_START) == "ASC_StartTIME",
        now=call.now,
        as_of_ms=clock.now_ms() - int(behind * 1000) if behind else None,
    )
    return _page(call, user, found, offset, limit)


def online(call: Call) -> dict[str, Any]:
    """GET /v1/mmc/management/conferences/online"""
    user = call.user()
    offset, limit = parameters.page(call)
    found = meeting_lists.running(call.db, _scope(call, user), search=parameters.search_key(call))
    page = _page(call, user, found, offset, limit)
    for shown in page["data"]:
        session = sessions.running(call.db, shown["conferenceID"])
        shown["onlineAttendeeAmount"] = serializers.amount_online(call.db, session) if session else 0
    return page


def history(call: Call) -> dict[str, Any]:
    """GET /v1/mmc/management/conferences/history: each time that a meeting was held, by its actual start."""
    user = call.user()
    offset, limit = parameters.page(call)
    since, until = parameters.span(call)
    since = max(since, history_access.kept_since(call))
    sort = parameters.one_of(call, "sortType", _BY_START_OR_RECORD)
    found, count = meeting_lists.ended(
        call.db,
        _scope(call, user),
        search=parameters.search_key(call),
        since=since,
        until=until,
        is_ascending=sort.startswith("ASC"),
        offset=offset,
        limit=limit,
        recorded_at=call.now if sort.endswith("RecordTYPE") else None,
    )
    shown = [_ended(call, conf_uuid, meeting) for conf_uuid, meeting in found]
    return {"offset": offset, "limit": limit, "count": count, "data": shown}


def scope_of_anybody(call: Call, user: User) -> Scope:
    """As of all lists; in two, of the member whom an administrator names (docs/vendor/conventions.md 1.2)."""
    scope, uuid = _scope(call, user), call.query.get("userUUID")
    if not uuid or not user.is_enterprise_administrator or scope.is_whole_enterprise:
        return scope
    member = users.find(call.db, uuid)
    if member is None or member.corp_id != user.corp_id:
        raise Refused("MMC.111073001")
    return Scope(member)


def _scope(call: Call, user: User) -> Scope:
    """Whose meetings are listed: one's own and where one is invited; of an administrator one's own, or all."""
    asks_for_all = parameters.flag(call, "queryAll")
    if not user.is_enterprise_administrator:
        if asks_for_all:
            raise Refused("MMC.111070002")
        return Scope(user)
    return Scope(user, is_whole_enterprise=True) if asks_for_all else Scope(user, is_created_only=True)


def _page(call: Call, user: User, found: list[Meeting], offset: int, limit: int) -> dict[str, Any]:
    page = parameters.paged(found, offset, limit)
    page["data"] = [_shown(call, user, meeting) for meeting in page["data"]]
    return page


def _shown(call: Call, user: User, meeting: Meeting) -> dict[str, Any]:
    role = access.role(call.db, meeting, user)
    session = sessions.running(call.db, meeting.conference_id)
    return serializers.conference(call.db, meeting, role, address=call.address, session=session)


def _ended(call: Call, conf_uuid: str, meeting: Meeting) -> dict[str, Any]:
    """Lists of ended meetings show everybody the guests' password only."""
    shown = serializers.conference(call.db, meeting, access.GUEST, address=call.address, session=None)
    has_file = recordings.is_ready(call.db, conf_uuid, now=call.now)
    return shown | {"conferenceState": "Destroyed", "confUUID": conf_uuid, "isHasRecordFile": has_file}
