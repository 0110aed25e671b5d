"""Register which call is which operation, by the names of the vendor's own SDK."""

import re

from sandbox.vendor_api.control_operations import CONTROL_OPERATIONS
from sandbox.vendor_api.operation import Operation
from sandbox.vendor_api.operations import (
    account,
    anonymous,
    apps,
    booking,
    details,
    devices,
    directory,
    listing,
    login,
    recordings,
    records,
    resources,
    rooms,
    series,
    starting,
    webhooks,
)

_ACS, _MMC = "/v1/usg/acs", "/v1/mmc/management/conferences"
_APP, _DEVICE = "/v2/usg/acs/corp/app", "/v1/usg/dcs/corp/device"
_WEBHOOK = "/v1/mmc/management/webhook"
_HISTORY, _RECORDINGS = f"{_MMC}/history", "/v1/mmc/management/record"
_SERIES, _OCCURRENCE = "/v1/mmc/management/cycleconferences", f"{_MMC}/cyclesubconf"


_ALL = (
    *CONTROL_OPERATIONS,
    Operation("AppAuth", "POST", "/v2/usg/acs/auth/appauth", login.sign_in, has_effect=True),
    Operation("UpdateToken", "PUT", f"{_ACS}/token", login.refresh, has_effect=True),
    Operation("CheckToken", "POST", f"{_ACS}/token/validate", login.validate, has_effect=True),
    Operation("DeleteToken", "DELETE", f"{_ACS}/token", login.log_out, has_effect=True),
    Operation("CreatePortalRefNonce", "POST", f"{_ACS}/auth/portal-ref-nonce", login.login_ticket, has_effect=True),
    Operation("CreateMeeting", "POST", _MMC, booking.create, has_effect=True),
    Operation("UpdateMeeting", "PUT", _MMC, booking.edit, has_effect=True),
    Operation("CancelMeeting", "DELETE", _MMC, booking.cancel, has_effect=True),
    Operation("CreateRecurringMeeting", "POST", _SERIES, series.create, has_effect=True),
    Operation("UpdateRecurringMeeting", "PUT", _SERIES, series.edit, has_effect=True),
    Operation("CancelRecurringMeeting", "DELETE", _SERIES, series.cancel, has_effect=True),
    Operation("UpdateRecurringSubMeeting", "PUT", _OCCURRENCE, series.edit_occurrence, has_effect=True),
    Operation("CancelRecurringSubMeeting", "DELETE", _OCCURRENCE, series.cancel_occurrences, has_effect=True),
    Operation("SearchMeetings", "GET", _MMC, listing.unfinished, has_effect=False),
    Operation("ShowMeetingDetail", "GET", f"{_MMC}/confDetail", details.unfinished, has_effect=False),
    Operation("SearchOnlineMeetings", "GET", f"{_MMC}/online", listing.online, has_effect=False),
    Operation("ShowOnlineMeetingDetail", "GET", f"{_MMC}/online/confDetail", details.online, has_effect=False),
    Operation("SearchHisMeetings", "GET", f"{_MMC}/history", listing.history, has_effect=False),
    Operation("ShowHisMeetingDetail", "GET", f"{_MMC}/history/confDetail", details.ended, has_effect=False),
    Operation("StartMeeting", "POST", f"{_MMC}/start", starting.start, has_effect=True),
    Operation("ShowRegionInfoOfMeeting", "GET", f"{_MMC}/region/info", starting.show_region, has_effect=False),
    Operation("CreateAnonymousAuthRandom", "GET", f"{_MMC}/anonymous/auth", anonymous.authorise, has_effect=False),
    Operation("ListOnlineConfAttendee", "GET", f"{_MMC}/online/conf-attendee", records.list_online, has_effect=False),
    Operation(
        "SearchAttendanceRecordsOfHisMeeting",
        "GET",
        f"{_HISTORY}/confAttendeeRecord",
        records.list_attendance,
        has_effect=False,
    ),
    Operation(
        "SearchCtlRecordsOfHisMeeting",
        "GET",
        f"{_HISTORY}/confCtlRecord",
        records.list_control_records,
        has_effect=False,
    ),
    Operation("SearchRecordings", "GET", f"{_RECORDINGS}/files", recordings.search, has_effect=False),
    Operation("ShowRecordingDetail", "GET", f"{_MMC}/record/files", recordings.detail, has_effect=False),
    Operation(
        "ShowRecordingFileDownloadUrls",
        "GET",
        f"{_RECORDINGS}/downloadurls",
        recordings.download_urls,
        has_effect=True,
    ),
    Operation("DeleteRecordings", "DELETE", f"{_RECORDINGS}/files", recordings.delete, has_effect=True),
    Operation("ShowRecordInfo", "POST", "/v1/mmc/rlm/record/info", recordings.files, has_effect=True),
    Operation("CreateAuthRandom", "GET", "/v2/mms/ncms/conferences/auth/random", anonymous.random, has_effect=False),
    Operation("SearchMemberVmr", "GET", "/v1/usg/dcs/member/vmr", rooms.list_own, has_effect=False),
    Operation("AccountAuth", "POST", f"{_ACS}/auth/account", account.sign_in, has_effect=True),
    Operation("AddAppId", "POST", _APP, apps.add, has_effect=True),
    Operation("BatchSearchAppId", "GET", f"{_APP}s", apps.search, has_effect=False),
    Operation("UpdateAppId", "PUT", f"{_APP}/{{app_id}}", apps.change, has_effect=True),
    Operation("ResetAppKey", "PUT", f"{_APP}/{{app_id}}/reset", apps.reset_key, has_effect=True),
    Operation("DeleteAppId", "DELETE", f"{_APP}/{{app_id}}", apps.delete, has_effect=True),
    Operation("SearchCorpVmr", "GET", "/v1/usg/dcs/corp/vmr", rooms.list_of_enterprise, has_effect=False),
    Operation("SearchDevices", "GET", _DEVICE, devices.search, has_effect=False),
    Operation("ShowDeviceDetail", "GET", f"{_DEVICE}/{{sn}}", devices.detail, has_effect=False),
    Operation("ShowDeviceStatus", "POST", f"{_ACS}/ap/userstatus", devices.show_status, has_effect=False),
    Operation("SearchCorpDir", "GET", "/v1/usg/abs/users", directory.search, has_effect=False),
    Operation("ShowConfOrg", "GET", f"{_MMC}/confOrg", resources.show_enterprise_of_meeting, has_effect=False),
    Operation("ShowOrgRes", "GET", "/v1/mmc/management/orgRes", resources.show_enterprise, has_effect=False),
    Operation("ShowCorpResource", "GET", "/v1/usg/dcs/corp/resource", resources.show_bought, has_effect=False),
    Operation("ShowSpRes", "GET", "/v1/mmc/management/spRes", resources.show_provider, has_effect=False),
    Operation("SetWebHookConfig", "POST", f"{_WEBHOOK}/link-config", webhooks.write, has_effect=True),
    Operation("ShowWebHookConfig", "GET", f"{_WEBHOOK}/link-config", webhooks.show, has_effect=False),
    Operation("UpdateWebHookConfigStatus", "PUT", f"{_WEBHOOK}/change-status", webhooks.switch, has_effect=True),
    Operation("DeleteWebHookConfig", "DELETE", f"{_WEBHOOK}/link-config", webhooks.delete, has_effect=True),
)
OPERATIONS = {(operation.method, operation.path): operation for operation in _ALL}
_WITH_PARTS = [
    (re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(operation.path))), operation)
    for operation in _ALL
    if "{" in operation.path
]


def find_operation(method: str, path: str) -> tuple[Operation | None, dict[str, str]]:
    """Return the operation that is called, and the variable parts of its path."""
    if "{" not in path and (operation := OPERATIONS.get((method, path))):
        return operation, {}
    for pattern, one in _WITH_PARTS:
        if one.method == method and (found := pattern.fullmatch(path)):
            return one, found.groupdict()
    return None, {}
