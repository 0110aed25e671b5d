"""List the operations of a running meeting."""

from sandbox.vendor_api.operation import Operation
from sandbox.vendor_api.operations import (
    asking,
    broadcasting,
    calling,
    control,
    interpretation,
    moderators,
    pictures,
    quality,
    removing,
    speaking,
    switching,
    terminal_views,
    waiting_room,
)

_CONTROL = "/v1/mmc/control/conferences"

CONTROL_OPERATIONS = (
    Operation("CreateConfToken", "GET", f"{_CONTROL}/token", control.issue_token, has_effect=True),
    Operation("CreateWebSocketToken", "GET", f"{_CONTROL}/wsToken", control.issue_socket_token, has_effect=True),
    Operation("StopMeeting", "PUT", f"{_CONTROL}/stop", control.stop, has_effect=True),
    Operation("ProlongMeeting", "PUT", f"{_CONTROL}/duration", control.prolong, has_effect=True),
    Operation("InviteParticipant", "POST", f"{_CONTROL}/participants", calling.invite, has_effect=True),
    Operation("InviteWithPwd", "POST", f"{_CONTROL}/inviteWithPwd", calling.invite_with_password, has_effect=True),
    Operation("ShowRealTimeInfoOfMeeting", "GET", f"{_CONTROL}/realTimeInfo", calling.show, has_effect=False),
    Operation("HangUp", "POST", f"{_CONTROL}/participants/delete", removing.hang_up, has_effect=True),
    Operation("DeleteAttendees", "POST", f"{_CONTROL}/attendees/delete", removing.delete_attendees, has_effect=True),
    Operation("RenameParticipant", "PUT", f"{_CONTROL}/participants/name", removing.rename, has_effect=True),
    Operation("MuteMeeting", "PUT", f"{_CONTROL}/mute", speaking.mute_all, has_effect=True),
    Operation("MuteParticipant", "PUT", f"{_CONTROL}/participants/mute", speaking.mute, has_effect=True),
    Operation("AllowGuestUnmute", "PUT", f"{_CONTROL}/mute/guestUnMute", speaking.allow_unmute, has_effect=True),
    Operation("Hand", "PUT", f"{_CONTROL}/participants/hands", speaking.raise_hand, has_effect=True),
    Operation("BatchHand", "PUT", f"{_CONTROL}/participants/batch/hands", speaking.raise_hands, has_effect=True),
    Operation("RollcallParticipant", "PUT", f"{_CONTROL}/participants/rollCall", speaking.call_up, has_effect=True),
    Operation("SetRole", "PUT", f"{_CONTROL}/participants/role", moderators.set_role, has_effect=True),
    Operation("SetCohost", "PUT", f"{_CONTROL}/participants/cohost", moderators.set_cohost, has_effect=True),
    Operation(
        "BroadcastParticipant", "PUT", f"{_CONTROL}/participants/broadcast", broadcasting.broadcast, has_effect=True
    ),
    Operation("CancelBroadcast", "PUT", f"{_CONTROL}/cancelBroadcast", broadcasting.cancel, has_effect=True),
    Operation("SwitchMode", "PUT", f"{_CONTROL}/display/mode", broadcasting.switch_mode, has_effect=True),
    Operation("InviteShare", "PUT", f"{_CONTROL}/participants/share/invite", asking.ask_to_share, has_effect=True),
    Operation("InviteOperateVideo", "PUT", f"{_CONTROL}/participants/video", asking.ask_for_video, has_effect=True),
    Operation(
        "AllowWaitingParticipant", "PUT", f"{_CONTROL}/allowWaitingParticipant", waiting_room.admit, has_effect=True
    ),
    Operation("MoveToWaitingRoom", "PUT", f"{_CONTROL}/moveToWaitingRoom", waiting_room.send, has_effect=True),
    Operation(
        "BatchMoveToWaitingRoom",
        "PUT",
        f"{_CONTROL}/batchMoveToWaitingRoom",
        waiting_room.send_several,
        has_effect=True,
    ),
    Operation("LockMeeting", "PUT", f"{_CONTROL}/lock", switching.lock, has_effect=True),
    Operation("Record", "PUT", f"{_CONTROL}/record", switching.record, has_effect=True),
    Operation("SetMmrRecord", "PUT", f"{_CONTROL}/mmrRecord", switching.record_by_type, has_effect=True),
    Operation("Live", "PUT", f"{_CONTROL}/live", switching.broadcast_live, has_effect=True),
    Operation("SetMmrLive", "PUT", f"{_CONTROL}/mmrLive", switching.broadcast_live_by_state, has_effect=True),
    Operation(
        "UpdateStartedConfConfig", "PUT", f"{_CONTROL}/updateStartedConfConfig", switching.configure, has_effect=True
    ),
    Operation("AllowAudienceJoin", "PUT", f"{_CONTROL}/allowAudience", switching.allow_audience, has_effect=True),
    Operation("PauseConference", "PUT", f"{_CONTROL}/pause", switching.pause, has_effect=True),
    Operation("AllowClientRecord", "PUT", f"{_CONTROL}/allowClientRecord", switching.allow_recording, has_effect=True),
    Operation(
        "SetCustomMultiPicture", "PUT", f"{_CONTROL}/display/customMultiPicture", pictures.compose, has_effect=True
    ),
    Operation(
        "SetMultiPicture", "PUT", f"{_CONTROL}/display/multiPicture", pictures.compose_by_participants, has_effect=True
    ),
    Operation("SaveLayout", "PUT", f"{_CONTROL}/layOut", pictures.save, has_effect=True),
    Operation("ShowLayout", "GET", f"{_CONTROL}/layOut", pictures.show, has_effect=False),
    Operation("DeleteLayout", "DELETE", f"{_CONTROL}/layOut", pictures.delete, has_effect=True),
    Operation("SetHostView", "PUT", f"{_CONTROL}/chairView", terminal_views.set_host_view, has_effect=True),
    Operation("SetParticipantView", "PUT", f"{_CONTROL}/partView", terminal_views.set_view, has_effect=True),
    Operation("LockView", "PUT", f"{_CONTROL}/lockView", terminal_views.lock_view, has_effect=True),
    Operation(
        "ResumeSimultaneousInterpretation",
        "PUT",
        f"{_CONTROL}/simultaneousInterpretation",
        interpretation.switch_on,
        has_effect=True,
    ),
    Operation(
        "SetInterpreterGroup", "PUT", f"{_CONTROL}/interpreterGroup", interpretation.set_groups, has_effect=True
    ),
    Operation(
        "SetAttendeeLanChannel",
        "PUT",
        f"{_CONTROL}/setAttendeeLanChannel",
        interpretation.set_channel,
        has_effect=True,
    ),
    Operation("ListNetworkQuality", "POST", "/v1/mmc/cqs/media/qos", quality.list_quality, has_effect=False),
    Operation(
        "ShowMgmtSiteStatus",
        "GET",
        "/v1/mmc/control/confmaintain/queryMgmtSiteStatus",
        quality.show_site,
        has_effect=False,
    ),
    Operation(
        "CheckCallNumberInConf",
        "GET",
        "/v2/mms/ncms/conferences/online/check-callnumber-in-conf",
        quality.check_number,
        has_effect=False,
    ),
)
