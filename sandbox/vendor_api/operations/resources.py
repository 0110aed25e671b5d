"""Show what an enterprise has bought, what it or a service provider uses, and whose a meeting is."""

from collections import defaultdict
from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import applications, meetings, rooms, usage
from sandbox.state.rooms import EnterpriseRoom
from sandbox.vendor_api import callers, parameters
from sandbox.vendor_api.call import Call


def show_enterprise(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/orgRes"""
    corp_id = callers.require_administrator(call).corp_id
    today = usage.count_today(call.db, corp_id, now=call.now)
    return {
        "usedRecStorage": usage.sum_recorded_gigabytes(call.db, corp_id),
        "usedAccountsCount": usage.count_seats(call.db, {corp_id}),
        "usedLiveCount": usage.count_live_streams(call.db, corp_id),
        "confCount": today.meetings,
        "confLength": today.minutes,
        "activeAttendeeCount": today.people,
        "totalAttendeeCount": today.entries,
    }


def show_bought(call: Call) -> dict[str, Any]:
    """Answer GET /v1/usg/dcs/corp/resource: what is in use of recording space, seats and live streams isn't told."""
    corp_id = callers.require_administrator(call).corp_id
    packages: dict[str, list[EnterpriseRoom]] = defaultdict(list)
    for one in rooms.list_enterprise_rooms(call.db, corp_id):
        packages[one.package].append(one)
    return {
        "confCallCount": _counted(usage.SEATS),
        "recordCapability": _counted(usage.GIGABYTES),
        "liveCount": _counted(usage.LIVE_STREAMS),
        "vmr": [
            {
                "vmrName": name,
                "vmrPkgParties": bought[0].room.parties,
                "vmrPkgCount": len(bought),
                "vmrPkgUsedCount": sum(one.member is not None or one.device is not None for one in bought),
            }
            for name, bought in packages.items()
        ],
        "enablePstn": True,
        "confLength": usage.LONGEST_MINUTES,
    }


def _counted(count: int) -> dict[str, int]:
    return {"sumCount": count, "trialCount": 0, "expiredCount": 0, "expiringCount": 0}


def show_provider(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/spRes: all its enterprises together."""
    enterprises = applications.list_provider_enterprises(call.db, callers.require_provider_administrator(call).corp_id)
    return {"usedAccountsCount": usage.count_seats(call.db, enterprises)}


def show_enterprise_of_meeting(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/conferences/confOrg.

    A meeting of somebody else's enterprise is as unknown as none.
    """
    provider = callers.require_provider_administrator(call)
    meeting = meetings.find_unfinished(call.db, parameters.conference_id(call), now=call.now)
    if meeting is None or meeting.corp_id not in applications.list_provider_enterprises(call.db, provider.corp_id):
        raise Refused("MMC.111070005")
    return {"orgID": meeting.corp_id}
