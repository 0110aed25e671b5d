"""List, show, fetch and delete recordings."""

from dataclasses import replace
from typing import Any

from sandbox import clock
from sandbox.contract.errors import Refused
from sandbox.state import download_tokens, meeting_lists, recording_lists, recordings, users
from sandbox.state.meetings import Meeting
from sandbox.state.recordings import Recording
from sandbox.state.users import User
from sandbox.vendor_api import parameters
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.operations import listing
from sandbox.vendor_api.operations.booking import DONE
from sandbox.vendor_api.rules import access, field_types, recorded_files

_GONE_OR_NOT_YOURS, _NOT_AN_ADMINISTRATOR = "MMC.111077201", "MMC.111070002"
_MISSING, _BAD = "MMC.111070001", "MMC.111071061"
# What an hour takes is not stated.
_SECONDS_PER_MB = 4
_FILES = (
    field_types.Text("confUUID"),
    field_types.Integer("segmentOffset", 0, range(10**9), _BAD),
    field_types.Integer("segmentLimit", 20, range(1, 10**9), _BAD),
)


def search(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/record/files.

    Of meetings that one has created, not of those one was invited to.
    """
    user = call.user()
    offset, limit = parameters.page_bounds(call)
    since, until = parameters.date_span(call)
    scope = replace(listing.find_scope_of_member(call, user), is_created_only=True)
    found, count = recording_lists.find_page(
        call.db,
        scope,
        search=parameters.search_key(call),
        since=since,
        until=until,
        is_ascending=parameters.choice(call, "sortType", listing.BY_START) == "ASC_StartTIME",
        offset=offset,
        limit=limit,
    )
    return {"offset": offset, "limit": limit, "count": count, "data": [_serialize(call, *one) for one in found]}


def detail(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/conferences/record/files"""
    user = call.user()
    return _serialize(call, *_find_own(call, user, call.query["confUUID"]))


def download_urls(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/management/record/downloadurls: each with a token for one download within the hour.

    For administrators of an enterprise that the vendor has put on a list. None before the transcoding is done.
    """
    user = call.user()
    if not user.is_enterprise_administrator or call.assumptions.value("download_list") == "left_out":
        raise Refused(_NOT_AN_ADMINISTRATOR)
    offset, limit = parameters.page_bounds(call)
    recording, meeting = _find_own(call, user, call.query["confUUID"])
    if recording.ready_at > call.now:
        return {"recordUrls": []}
    files = recorded_files.list_files(recording, meeting)[offset : offset + limit]
    urls = [
        {
            "token": download_tokens.issue(call.db, file.conf_uuid, file.name, is_for_once=True, now=call.real_now),
            "fileType": file.kind,
            "url": file.address(call.address),
        }
        for file in files
    ]
    return {"recordUrls": [{"confUuid": recording.conf_uuid, "urls": urls}]}


def delete(call: Call) -> dict[str, Any]:
    """Answer DELETE /v1/mmc/management/record/files: all that are named, or none of them."""
    user = call.user()
    named = call.query["confUUIDs"].split(",")
    for conf_uuid in named:
        _find_own(call, user, conf_uuid)
    recordings.delete(call.db, named)
    return DONE


def files(call: Call) -> dict[str, Any]:
    """Answer POST /v1/mmc/rlm/record/info: each three hours of a recording with its files."""
    user = call.user()
    asked = field_types.read_fields(call.body(), _FILES)
    if not asked["confUUID"]:
        raise Refused(_MISSING)
    recording, meeting = _find_own(call, user, asked["confUUID"])
    parts = list(enumerate(recording.parts)) if recording.ready_at <= call.now else []
    offset, limit = asked["segmentOffset"], min(asked["segmentLimit"], parameters.MAX_LIMIT)
    found = recorded_files.list_files(recording, meeting)
    shown = [
        {
            "manualOrder": 1,
            "segmentOrder": number + 1,
            "segmentSize": str(sum(recorded_files.SIZE for file in found if file.part == number)),
            "fileList": [_serialize_file(call, file, began, ended) for file in found if file.part == number],
        }
        for number, (began, ended) in parts[offset : offset + limit]
    ]
    data = {
        "subject": meeting.subject,
        "beginTime": clock.minute(recording.started_at),
        "segmentOffset": offset,
        "segmentLimit": limit,
        "segmentCount": len(parts),
        "segmentList": shown,
    }
    return {"code": "0", "message": "Success", "data": data}


def _find_own(call: Call, user: User, conf_uuid: str) -> tuple[Recording, Meeting]:
    """Return a recording. Refuse alike where there is none and where it isn't the caller's."""
    recording = recordings.find(call.db, conf_uuid)
    meeting = meeting_lists.find_ended(call.db, conf_uuid)
    if recording is None or meeting is None or not access.is_in_charge(user, meeting):
        raise Refused(_GONE_OR_NOT_YOURS)
    return recording, meeting


def _serialize(call: Call, recording: Recording, meeting: Meeting) -> dict[str, Any]:
    scheduler = users.find(call.db, meeting.scheduler_uuid)
    assert scheduler is not None
    is_ready = recording.ready_at <= call.now
    return {
        "confUUID": recording.conf_uuid,
        "confID": meeting.conference_id,
        "url": [recorded_files.watch_address(call.address, recording.conf_uuid)] if is_ready else [],
        "rcdTime": recording.seconds,
        "rcdSize": recording.seconds // _SECONDS_PER_MB if is_ready else 0,
        "subject": meeting.subject,
        "scheduserName": scheduler.name,
        "startTime": clock.minute(meeting.start_at),
        "isDecodeFinish": is_ready,
        "decodeEndTime": recording.ready_at * 1000,
        "available": is_ready,
        "recordAuthType": meeting.fields["recordAuthType"],
    }


def _serialize_file(call: Call, file: recorded_files.RecordedFile, began: int, ended: int) -> dict[str, Any]:
    token = download_tokens.issue(call.db, file.conf_uuid, file.name, is_for_once=False, now=call.real_now)
    is_told = call.assumptions.value("record_links") == "told"
    address = f"{file.address(call.address)}?token={token}" if is_told else ""
    return {
        "recordType": file.record_type,
        "beginTime": began * 1000,
        "endTime": ended * 1000,
        "duration": ended - began,
        "fileSize": recorded_files.SIZE,
        "sha256": recorded_files.SHA256,
        "playUrl": address,
        "downloadUrl": address,
    }
