"""docs/coverage.md is what the code says: each operation of the vendor's SDK in client, sandbox and pages."""

import os
import re
from operator import attrgetter
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
    "BatchSearchAppId": "apps.list",
    "CancelMeeting": "meetings.cancel",
    "CancelRecurringMeeting": "series.cancel",
    "CancelRecurringSubMeeting": "series.cancel_occurrences",
    "CheckToken": "tokens.validate",
    "CreateAnonymousAuthRandom": "guests.anonymous_entry",
    "CreateAuthRandom": "guests.entry",
    "CreateConfToken": "control.token",
    "CreateMeeting": "meetings.create",
    "CreatePortalRefNonce": "tokens.login_nonce",
    "CreateRecurringMeeting": "series.create",
    "DeleteAppId": "apps.delete",
    "DeleteRecordings": "recordings.delete",
    "DeleteToken": "tokens.logout",
    "DeleteWebHookConfig": "webhooks.delete",
    "InviteParticipant": "control.invite",
    "ListOnlineConfAttendee": "meetings.participants",
    "ProlongMeeting": "control.prolong",
    "ResetAppKey": "apps.reset_key",
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
    "SetWebHookConfig": "webhooks.set",
    "ShowConfOrg": "resources.enterprise_of",
    "ShowDeviceDetail": "devices.detail",
    "ShowDeviceStatus": "devices.statuses",
    "ShowHisMeetingDetail": "meetings.ended_detail",
    "ShowMeetingDetail": "meetings.detail",
    "ShowOnlineMeetingDetail": "meetings.online_detail",
    "ShowCorpResource": "resources.bought",
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
    "UpdateAppId": "apps.update",
    "UpdateMeeting": "meetings.edit",
    "UpdateRecurringMeeting": "series.edit",
    "UpdateRecurringSubMeeting": "series.edit_occurrence",
    "UpdateToken": "tokens.refresh",
    "UpdateWebHookConfigStatus": "webhooks.switch",
}
# The same operation, as pages, or what it has told of, fetched.
BY_PAGES = {
    "meetings.history_pages": "meetings.history",
    "recordings.fetch": "recordings.download_urls",
    "recordings.pages": "recordings.list",
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
    calls = {call for source in sources for call in re.findall(rf"\.((?:{nouns})\.\w+)\(", source)}
    return {BY_PAGES.get(call, call) for call in calls}


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
    assert all(callable(attrgetter(method)(client)) for method in CLIENT.values())
    nouns = {noun: getattr(client, noun) for noun in vars(Client) if noun[0] != "_"}
    has = {f"{noun}.{verb}" for noun, part in nouns.items() for verb in vars(type(part)) if verb[0] != "_"}
    assert has == set(CLIENT.values()) | set(BY_PAGES)


def test_the_sandbox_answers_by_the_names_of_the_sdk() -> None:
    known = {(row["method"], row["path"]): row["operation"] for row in _sdk()}
    differing = {o.name for key, o in OPERATIONS.items() if known.get(key) != o.name}
    assert differing == {"AppAuth", "AccountAuth"}, "the SDK logs in by itself: no operations of its list"
