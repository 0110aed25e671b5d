"""What an enterprise or a service provider uses, and whose a meeting is."""

from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import applications, meetings, usage
from sandbox.vendor_api import callers, parameters
from sandbox.vendor_api.call import Call


def of_enterprise(call: Call) -> dict[str, Any]:
    """GET /v1/mmc/management/orgRes"""
    corp_id = callers.administrator(call).corp_id
    today = usage.today(call.db, corp_id, now=call.now)
    return {
        "usedRecStorage": usage.recorded_gigabytes(call.db, corp_id),
        "usedAccountsCount": usage.seats_taken(call.db, {corp_id}),
        "usedLiveCount": usage.live_streams(call.db, corp_id),
        "confCount": today.meetings,
        "confLength": today.minutes,
        "activeAttendeeCount": today.people,
        "totalAttendeeCount": today.entries,
    }


def of_provider(call: Call) -> dict[str, Any]:
    """GET /v1/mmc/management/spRes: all its enterprises together."""
    enterprises = applications.enterprises_of_provider(call.db, callers.provider(call).corp_id)
    return {"usedAccountsCount": usage.seats_taken(call.db, enterprises)}


def enterprise_of_meeting(call: Call) -> dict[str, Any]:
    """GET /v1/mmc/management/conferences/confOrg. A meeting of somebody else's enterprise is as unknown as none."""
    provider = callers.provider(call)
    meeting = meetings.find_unfinished(call.db, parameters.conference_id(call), now=call.now)
    if meeting is None or meeting.corp_id not in applications.enterprises_of_provider(call.db, provider.corp_id):
        raise Refused("MMC.111070005")
    return {"orgID": meeting.corp_id}
