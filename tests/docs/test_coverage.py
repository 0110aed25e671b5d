"""docs/coverage.md is what the code says: each operation of the vendor's SDK in client, sandbox and pages."""

import os
import re
from functools import cached_property
from inspect import isfunction
from pathlib import Path
from typing import Any

from django.conf import settings

from hwmeeting import Client
from sandbox.contract.declared import SDK_OPERATIONS
from sandbox.vendor_api.registry import OPERATIONS

ROOT = Path(settings.BASE_DIR)
PAGE = ROOT / "docs" / "coverage.md"
PORTAL = ("accounts", "control", "directory", "history", "insights", "meetings", "notifications", "portal")
CLIENT = {
    "AddAppId": "apps.add",
    "AllowAudienceJoin": "switches.allow_audience",
    "AllowClientRecord": "people.allow_recording",
    "AllowGuestUnmute": "switches.allow_unmute",
    "AllowWaitingParticipant": "waiting_room.admit",
    "BatchHand": "people.set_hands",
    "BatchMoveToWaitingRoom": "waiting_room.send_several",
    "BatchSearchAppId": "apps.list",
    "BroadcastParticipant": "display.broadcast",
    "CancelBroadcast": "display.cancel",
    "CancelMeeting": "meetings.cancel",
    "CancelRecurringMeeting": "series.cancel",
    "CancelRecurringSubMeeting": "series.cancel_occurrences",
    "CheckCallNumberInConf": "meetings.find_by_number",
    "CheckToken": "tokens.validate",
    "CreateAnonymousAuthRandom": "guests.anonymous_entry",
    "CreateAuthRandom": "guests.entry",
    "CreateConfToken": "control.token",
    "CreateMeeting": "meetings.create",
    "CreatePortalRefNonce": "tokens.login_nonce",
    "CreateRecurringMeeting": "series.create",
    "CreateWebSocketToken": "control.socket_token",
    "DeleteAppId": "apps.delete",
    "DeleteAttendees": "people.remove",
    "DeleteLayout": "layouts.delete",
    "DeleteRecordings": "recordings.delete",
    "DeleteToken": "tokens.logout",
    "DeleteWebHookConfig": "webhooks.delete",
    "Hand": "people.set_hand",
    "HangUp": "people.hang_up",
    "InviteOperateVideo": "people.set_camera",
    "InviteParticipant": "control.invite",
    "InviteShare": "people.ask_to_share",
    "InviteWithPwd": "control.call_terminal",
    "ListNetworkQuality": "session.quality",
    "ListOnlineConfAttendee": "meetings.participants",
    "Live": "switches.broadcast_live",
    "LockMeeting": "switches.lock",
    "LockView": "terminals.lock_view",
    "MoveToWaitingRoom": "waiting_room.send",
    "MuteMeeting": "switches.mute_all",
    "MuteParticipant": "people.set_muted",
    "PauseConference": "switches.pause",
    "ProlongMeeting": "control.prolong",
    "Record": "switches.record",
    "RenameParticipant": "people.rename",
    "ResetAppKey": "apps.reset_key",
    "ResumeSimultaneousInterpretation": "interpretation.switch",
    "RollcallParticipant": "people.call_up",
    "SaveLayout": "layouts.save",
    "SearchAttendanceRecordsOfHisMeeting": "meetings.attendance",
    "SearchCorpDir": "directory.search",
    "SearchCorpVmr": "rooms.list_enterprise",
    "SearchCtlRecordsOfHisMeeting": "meetings.control_records",
    "SearchDevices": "devices.list",
    "SearchHisMeetings": "meetings.history",
    "SearchMeetings": "meetings.list",
    "SearchMemberVmr": "rooms.list",
    "SearchOnlineMeetings": "meetings.online",
    "SearchRecordings": "recordings.list",
    "SetAttendeeLanChannel": "interpretation.set_channel",
    "SetCohost": "people.set_cohost",
    "SetCustomMultiPicture": "display.compose",
    "SetHostView": "terminals.set_host_view",
    "SetInterpreterGroup": "interpretation.set_groups",
    "SetMmrLive": "switches.set_live",
    "SetMmrRecord": "switches.set_recording",
    "SetMultiPicture": "display.compose_by_participants",
    "SetParticipantView": "terminals.set_view",
    "SetRole": "people.set_host",
    "SetWebHookConfig": "webhooks.set",
    "ShowConfOrg": "resources.enterprise_of",
    "ShowCorpResource": "resources.bought",
    "ShowDeviceDetail": "devices.detail",
    "ShowDeviceStatus": "devices.statuses",
    "ShowHisMeetingDetail": "meetings.ended_detail",
    "ShowLayout": "layouts.list",
    "ShowMeetingDetail": "meetings.detail",
    "ShowMgmtSiteStatus": "control.site",
    "ShowOnlineMeetingDetail": "meetings.online_detail",
    "ShowOrgRes": "resources.enterprise",
    "ShowRealTimeInfoOfMeeting": "control.live",
    "ShowRecordInfo": "recordings.files",
    "ShowRecordingDetail": "recordings.detail",
    "ShowRecordingFileDownloadUrls": "recordings.download_urls",
    "ShowRegionInfoOfMeeting": "meetings.region",
    "ShowSpRes": "resources.service_provider",
    "ShowWebHookConfig": "webhooks.show",
    "StartMeeting": "meetings.start",
    "StopMeeting": "control.stop",
    "SwitchMode": "display.switch_mode",
    "UpdateAppId": "apps.update",
    "UpdateMeeting": "meetings.edit",
    "UpdateRecurringMeeting": "series.edit",
    "UpdateRecurringSubMeeting": "series.edit_occurrence",
    "UpdateStartedConfConfig": "switches.configure",
    "UpdateToken": "tokens.refresh",
    "UpdateWebHookConfigStatus": "webhooks.switch",
}
# The same operation, as pages, or what it has told of, fetched.
BY_PAGES = {
    "meetings.history_pages": "meetings.history",
    "recordings.fetch": "recordings.download_urls",
    "recordings.pages": "recordings.list",
}
# The same operation, with the token that a session keeps.
BY_SESSION = {
    "session.invite": "control.invite",
    "session.live": "control.live",
    "session.prolong": "control.prolong",
    "session.socket_token": "control.socket_token",
    "session.stop": "control.stop",
}
_HEAD = """# Coverage

Each operation of the vendor's SDK: the method of `hwmeeting` that calls it, whether the sandbox answers it, and
whether a page or a task of the portal uses it. A test writes this page: `COVERAGE=write python -m pytest tests/docs`.
"""


class _NobodySignedIn:
    def token(self) -> str:
        return ""

    def renewed(self, stale: str) -> str:
        return stale


def _sdk() -> list[dict[str, Any]]:
    return sorted(SDK_OPERATIONS, key=lambda row: (row["path"], row["method"]))


def _calls_of_the_portal() -> set[str]:
    sources = (path.read_text() for name in PORTAL for path in (ROOT / name).rglob("*.py"))
    nouns = "|".join(sorted({method.partition(".")[0] for method in CLIENT.values()}))
    calls = {call for source in sources for call in re.findall(rf"\b((?:{nouns})\.\w+)\(", source)}
    return {(BY_PAGES | BY_SESSION).get(call, call) for call in calls}


def _page() -> str:
    served = {(method, path) for method, path in OPERATIONS}
    used = _calls_of_the_portal()
    lines, counts = [], [0, 0, 0]
    for row in _sdk():
        method = CLIENT.get(row["operation"], "")
        has = (bool(method), (row["method"], row["path"]) in served, method in used)
        counts = [count + one for count, one in zip(counts, has, strict=True)]
        cells = (f"`{method}`" if has[0] else "not yet", *("yes" if one else "not yet" for one in has[1:]))
        lines.append(f"| {row['operation']} | `{row['method']} {row['path']}` | {' | '.join(cells)} |")
    total = f"Of {len(lines)} operations: client {counts[0]}, sandbox {counts[1]}, pages {counts[2]}."
    table = ["| Operation | Call | Client | Sandbox | Page |", "| --- | --- | --- | --- | --- |", *lines]
    return "\n".join([_HEAD, total, "", *table, ""])


def test_the_page_is_what_the_code_says() -> None:
    if os.environ.get("COVERAGE") == "write":
        PAGE.write_text(_page())
    assert PAGE.read_text() == _page()


def test_it_has_every_operation_once() -> None:
    names = [row["operation"] for row in _sdk()]
    assert len(names) == len(set(names)) == 199
    assert set(CLIENT) <= set(names)


def test_the_client_has_each_method_and_no_other() -> None:
    client = Client(base_url="https://vendor.example", token_source=_NobodySignedIn())
    session = client.control_meeting("123456789", "123456")
    nouns = {
        noun: getattr(whole, noun)
        for whole in (client, session)
        for noun, kind in vars(type(whole)).items()
        if isinstance(kind, cached_property)
    }
    has = {f"{noun}.{verb}" for noun, part in nouns.items() for verb in vars(type(part)) if verb[0] != "_"}
    own = {f"session.{verb}" for verb, kind in vars(type(session)).items() if verb[0] != "_" and isfunction(kind)}
    assert has | own - set(BY_SESSION) == set(CLIENT.values()) | set(BY_PAGES)
    assert set(BY_SESSION) <= own


def test_the_sandbox_answers_by_the_names_of_the_sdk() -> None:
    known = {(row["method"], row["path"]): row["operation"] for row in _sdk()}
    differing = {o.name for key, o in OPERATIONS.items() if known.get(key) != o.name}
    assert differing == {"AppAuth", "AccountAuth"}, "the SDK logs in by itself: no operations of its list"
