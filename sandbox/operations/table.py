"""Which call is which operation, by the names of the vendor's own SDK."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.call import Call
from sandbox.operations import anonymous, booking, details, listing, login, rooms, series, starting

_ACS, _MMC = "/v1/usg/acs", "/v1/mmc/management/conferences"
_SERIES, _OCCURRENCE = "/v1/mmc/management/cycleconferences", f"{_MMC}/cyclesubconf"


@dataclass(frozen=True, slots=True)
class Operation:
    """``has_effect``: an answer of 200 can mean that something is otherwise than before; the ledger has it then."""

    name: str
    method: str
    path: str
    run: Callable[[Call], Any]
    has_effect: bool


_ALL = (
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
    Operation("ShowRegionInfoOfMeeting", "GET", f"{_MMC}/region/info", starting.region, has_effect=False),
    Operation("CreateAnonymousAuthRandom", "GET", f"{_MMC}/anonymous/auth", anonymous.authorise, has_effect=False),
    Operation("SearchMemberVmr", "GET", "/v1/usg/dcs/member/vmr", rooms.own, has_effect=False),
)
OPERATIONS = {(operation.method, operation.path): operation for operation in _ALL}
