"""A program for the Python of .venv-sdk: it calls the sandbox with Huawei's own SDK and prints the answers.

What to call comes as JSON on the standard input, since the keys of applications belong into no command line.
"""

import json
import sys
import time
from typing import Any

import requests
from huaweicloudsdkcore.exceptions.exceptions import ClientRequestException
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkmeeting import v1
from huaweicloudsdkmeeting.v1.meeting_credentials import AuthTypeEnum, MeetingCredentials, TenantSceneEnum

_TOMORROW = time.strftime("%Y-%m-%d %H:%M", time.gmtime(time.time() + 86400))


class Caller:
    """A user whom the SDK signs in before the first call: by App ID, or by password for "account"."""

    def __init__(
        self, setup: dict[str, str], application: str, *, user: str | None = None, corp: str | None = None
    ) -> None:
        if application == "account":
            credentials = MeetingCredentials(user, setup["password"])
        else:
            scene = TenantSceneEnum.MULTI_TENANT if application == "sp" else TenantSceneEnum.SINGLE_TENANT
            credentials = MeetingCredentials().with_auth_type_enum(AuthTypeEnum.APP_ID).with_tenant_scene_enum(scene)
            credentials.with_app_id(setup[f"{application}_id"]).with_app_key(setup[f"{application}_key"])
            credentials.with_user_id(user).with_corp_id(corp)
        config = HttpConfig.get_default_config()
        config.ssl_ca_cert = setup["ca_file"]
        builder = v1.MeetingClient.new_builder().with_http_config(config).with_credentials(credentials)
        self._client = builder.with_endpoints([setup["url"]]).build()

    def __call__(self, operation: str, **fields: Any) -> Any:
        """Return the answer as the SDK's own models have it; ``operation`` is the SDK's name of its method."""
        request = "".join(word.capitalize() for word in operation.split("_")) + "Request"
        try:
            answer = getattr(self._client, operation)(getattr(v1, request)(**fields))
        except ClientRequestException as refusal:
            return {"status": refusal.status_code, "code": refusal.error_code, "request_id": bool(refusal.request_id)}
        return json.loads(str(answer))


def meeting(setup: dict[str, str], *, subject: str) -> Any:
    people = [
        v1.RestAttendeeDTO(account_id="li", app_id=setup["single_id"], name="Li Wei", email="li@qingshan.example"),
        v1.RestAttendeeDTO(name="Anna", email="anna@tuv.example", role=0),
    ]
    return v1.RestScheduleConfDTO(
        subject=subject,
        start_time=_TOMORROW,
        length=45,
        media_types="HDVideo",
        attendees=people,
        conf_config_info=v1.RestConfConfigDTO(guest_pwd="482913", is_send_notify=False, allow_guest_start_conf=True),
    )


def sign_ins(setup: dict[str, str]) -> dict[str, Any]:
    """Sign in by all forms and return whom the vendor signed in."""
    callers = {
        "person": Caller(setup, "single", user="chen"),
        "owner": Caller(setup, "single"),
        "person of an enterprise": Caller(setup, "sp", user="chen", corp=setup["corp_id"]),
        "owner of an enterprise": Caller(setup, "sp", corp=setup["corp_id"]),
        "service provider": Caller(setup, "sp"),
        "account": Caller(setup, "account", user="li.wei@qingshan"),
    }
    users = {name: caller("update_token")["user"] for name, caller in callers.items()}
    fields = ("userType", "adminType", "companyId", "thirdAccount")
    return {name: [user[field] for field in fields] for name, user in users.items()}


def signatures(setup: dict[str, Any]) -> list[str]:
    """Return what the SDK signs for each of ``callers``, without asking the vendor."""
    made = []
    for caller in setup["callers"]:
        scene = TenantSceneEnum.SINGLE_TENANT if caller["corp_id"] is None else TenantSceneEnum.MULTI_TENANT
        credentials = MeetingCredentials().with_auth_type_enum(AuthTypeEnum.APP_ID).with_tenant_scene_enum(scene)
        credentials.with_app_id(caller["app_id"]).with_app_key(caller["app_key"])
        credentials.with_user_id(caller["user_id"]).with_corp_id(caller["corp_id"])
        made.append(credentials._sign_hmac256(caller["expire_time"], caller["sign_nonce"]))
    return made


def life_of_a_meeting(setup: dict[str, str]) -> dict[str, Any]:
    chen, li = Caller(setup, "single", user="chen"), Caller(setup, "single", user="li")
    li("search_meetings")  # from the first sign-in on, invitations show one's number
    (created,) = chen("create_meeting", body=meeting(setup, subject="Roadmap"))["body"]
    one = {"conference_id": created["conferenceID"]}
    span = {"start_date": int(time.time() * 1000) - 120_000, "end_date": int(time.time() * 1000) + 60_000}
    host, guest = (entry["password"] for entry in created["passwordEntry"])
    done = {
        "created": created,
        "listed": chen("search_meetings", query_all=False),
        "seen by an invitee": li("show_meeting_detail", **one),
        "edited": chen("update_meeting", **one, body=meeting(setup, subject="Roadmap 2"))["body"],
        "edited by an invitee": li("update_meeting", **one, body=meeting(setup, subject="Mine")),
        "online before": chen("search_online_meetings"),
        "anonymous": chen("create_anonymous_auth_random", **one, x_password=guest),
        "started": chen("start_meeting", body=v1.StartRequest(conference_id=one["conference_id"], password=host)),
        "region": chen("show_region_info_of_meeting", **one),
        "online": chen("search_online_meetings"),
        "online detail": chen("show_online_meeting_detail", **one),
        "cancelled while it runs": chen("cancel_meeting", **one),
        "cancelled": chen("cancel_meeting", **one, type=1),
        "seen afterwards": chen("show_meeting_detail", **one),
        "history": chen("search_his_meetings", **span),
    }
    held = done["history"]["data"][0]["confUUID"]
    return done | {"history detail": chen("show_his_meeting_detail", conf_uuid=held)}


def life_of_a_series(setup: dict[str, str]) -> dict[str, Any]:
    chen = Caller(setup, "single", user="chen")
    days = [time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86400 * number)) for number in (2, 20)]
    body = meeting(setup, subject="Weekly")
    body.cycle_params = v1.CycleParams(
        start_date=days[0], end_date=days[1], cycle="Day", interval=7, pre_remind_days=1
    )
    body.start_time = f"{days[0]} 07:00"
    (created,) = chen("create_recurring_meeting", body=body)["body"]
    one, dates = {"conference_id": created["conferenceID"]}, [found["cycleSubConfID"] for found in created["subConfs"]]
    moved = v1.RestScheduleCycleConfDTO(
        cycle_sub_conf_id=dates[0], media_types="HDVideo", start_time=f"{days[0]} 09:00", length=30
    )
    done = {
        "created": created,
        "moved": chen("update_recurring_sub_meeting", **one, body=moved),
        "dropped": chen(
            "cancel_recurring_sub_meeting",
            **one,
            body=v1.RestCancelSingleRecordCycleConfListReqBody(cycle_sub_conf_i_ds=[dates[1]]),
        ),
        "seen": chen("show_meeting_detail", **one)["conferenceData"],
    }
    body.subject = "Weekly 2"
    done["edited"] = chen("update_recurring_meeting", **one, body=body)["body"]
    return done | {
        "cancelled": chen("cancel_recurring_meeting", **one),
        "cancelled again": chen("cancel_recurring_meeting", **one),
    }


def tokens_and_rooms(setup: dict[str, str]) -> dict[str, Any]:
    chen, checked = Caller(setup, "single", user="chen"), Caller(setup, "single", user="li")
    # The SDK keeps sending the token with which it began, so what ends that one comes last.
    done = {
        "rooms": chen("search_member_vmr", special_vmr=False),
        "ticket": chen("create_portal_ref_nonce"),
        "renewed": chen("update_token"),
        "after that": chen("search_meetings"),
    }
    body = v1.ValidateTokenReqDTO(token=done["renewed"]["accessToken"], need_gen_new_token=False)
    done["checked"] = checked("check_token", body=body)
    done["logged out"] = checked("delete_token")
    done["after logging out"] = checked("create_portal_ref_nonce")
    return done


def life_of_an_application(setup: dict[str, str]) -> dict[str, Any]:
    owner, body = Caller(setup, "single"), v1.AddAppIdRequestBody(app_name="Intranet", description="Booking")
    made = owner("add_app_id", body=body)
    one = {"app_id": made["app_id"]}
    reset = owner("reset_app_key", **one)
    keys = {"old": made["app_key"], "new": reset["app_key"]}
    signed_in = {
        name: Caller({**setup, "made_id": one["app_id"], "made_key": key}, "made", user="chen")("search_meetings")
        for name, key in keys.items()
    }
    return {
        "made": made,
        "reset": reset,
        "signed in": signed_in,
        "changed": owner("update_app_id", **one, body=v1.UpdateAppIdRequestBody(app_name="Intranet 2", status=1)),
        "listed": owner("batch_search_app_id", limit=5),
        "asked by an administrator": Caller(setup, "single", user="administrator")("batch_search_app_id"),
        "deleted": owner("delete_app_id", **one),
        "deleted again": owner("delete_app_id", **one),
    }


def what_an_enterprise_has(setup: dict[str, str]) -> dict[str, Any]:
    administrator, chen = Caller(setup, "single", user="administrator"), Caller(setup, "single", user="chen")
    theirs, provider = Caller(setup, "sp", user="chen", corp=setup["corp_id"]), Caller(setup, "sp")
    (booked,) = theirs("create_meeting", body=meeting(setup, subject="Theirs"))["body"]
    terminals = administrator("search_devices", dept_code="10", enable_sub_dept=True)
    return {
        "rooms": administrator("search_corp_vmr", limit=20),
        "rooms of a webinar": administrator("search_corp_vmr", vmr_mode=2, status=0),
        "terminals": terminals,
        "terminal": administrator("show_device_detail", sn=terminals["data"][0]["sn"]),
        "terminal for a person": chen("show_device_detail", sn=terminals["data"][0]["sn"]),
        "status": administrator("show_device_status", body=[terminals["data"][0]["number"]]),
        "people": chen("search_corp_dir", search_key="陈静", search_scope="NORMAL_USER"),
        "resources": administrator("show_org_res"),
        "resources bought": administrator("show_corp_resource"),
        "resources for a person": chen("show_org_res"),
        "resources of a provider": provider("show_sp_res"),
        "whose": provider("show_conf_org", conference_id=booked["conferenceID"]),
    }


def life_of_a_webhook(setup: dict[str, str]) -> dict[str, Any]:
    administrator, corp = Caller(setup, "single", user="administrator"), {"corp_id": "100000001"}
    body = v1.WebHookConfigRequest(
        **corp, subscriber_id="portal", subscriber_key="s" * 32, url="https://portal.example/hooks/"
    )
    done = {
        "set": administrator("set_web_hook_config", body=body),
        "shown": administrator("show_web_hook_config", **corp),
    }
    one = {"id": done["shown"]["id"]}
    return done | {
        "switched": administrator("update_web_hook_config_status", **one, status=0),
        "shown then": administrator("show_web_hook_config", **corp),
        "deleted": administrator("delete_web_hook_config", **one),
        "shown in the end": administrator("show_web_hook_config", **corp),
    }


def control_of_a_meeting(setup: dict[str, str]) -> dict[str, Any]:
    """Control a running meeting with the token of its host, and with that of a guest."""
    chen = Caller(setup, "single", user="chen")
    body = meeting(setup, subject="Standing")
    body.start_time = None
    (created,) = chen("create_meeting", body=body)["body"]
    one = {"conference_id": created["conferenceID"]}
    host, guest = (entry["password"] for entry in created["passwordEntry"])
    tokens = {
        role: chen("create_conf_token", **one, x_password=password, x_login_type=1)
        for role, password in (("host", host), ("guest", guest))
    }
    shown = {role: {**one, "x_conference_authorization": told["data"]["token"]} for role, told in tokens.items()}
    longer = v1.RestProlongDurReqBody(auto=0, duration=40)
    hall = v1.RestInviteReqBody(attendees=[v1.Attendee(name="Hall 1", phone="0255", type="terminal")])
    phone = v1.RestInviteReqBody(attendees=[v1.Attendee(name="Anna", phone="+8613800138000", type="mobile")])
    return {
        "created": created,
        "tokens": tokens,
        "kept alive": chen("create_conf_token", **shown["host"], x_password="", x_login_type=1),
        "wrong": chen("create_conf_token", **one, x_password="000000", x_login_type=1),
        "attendees": chen("list_online_conf_attendee", conf_id=one["conference_id"], search_key="chen"),
        "region": chen("show_region_info_of_meeting", **one),
        "random": chen("create_auth_random", conf_id=one["conference_id"], guest_waiting=1, x_password=guest),
        "prolonged": chen("prolong_meeting", **shown["host"], body=longer),
        "prolonged by a guest": chen("prolong_meeting", **shown["guest"], body=longer),
        "called": chen("invite_participant", **shown["host"], body=hall),
        "called by a guest": chen("invite_participant", **shown["guest"], body=hall),
        "phone": chen("invite_participant", **shown["host"], body=phone),
        "live": chen("show_real_time_info_of_meeting", **shown["host"]),
        "longer": chen("show_meeting_detail", **one)["conferenceData"],
        "stopped": chen("stop_meeting", **shown["host"]),
        "stopped again": chen("stop_meeting", **shown["host"]),
        "records": chen("search_ctl_records_of_his_meeting", conf_uuid=created["confUUID"], accept_language="en-US"),
        "attendance": chen("search_attendance_records_of_his_meeting", conf_uuid=created["confUUID"]),
    }


def every_control(setup: dict[str, str]) -> dict[str, Any]:
    """Call every operation of a running meeting with a host, a guest, somebody who waits and a terminal in it."""
    chen = Caller(setup, "single", user="chen")
    body = meeting(setup, subject="Standing")
    body.start_time, body.record_type, body.support_simultaneous_interpretation = None, 3, True
    body.conf_config_info.enable_waiting_room = True
    (created,) = chen("create_meeting", body=body)["body"]
    one = {"conference_id": created["conferenceID"]}
    password = created["passwordEntry"][0]["password"]
    token = chen("create_conf_token", **one, x_password=password, x_login_type=1)["data"]["token"]
    there = {**one, "x_conference_authorization": token}
    pid = _sandbox(setup, "client", url=created["chairJoinUri"], platform="web", signed_in_as="chen")["participant"]
    guest, waits = (
        _sandbox(setup, "client", url=created["guestJoinUri"], platform="web", name=name)["participant"]
        for name in ("Anna", "Ben")
    )
    hall = v1.RestInviteReqBody(attendees=[v1.Attendee(name="Hall 1", phone="0255", type="terminal")])
    chen("invite_participant", **there, body=hall)
    hall_id = _sandbox(setup, "client/answer", number="0255", does="enters")["participant"]
    shown = chen("show_real_time_info_of_meeting", **there)["participants"]
    number = next(one["phone"] for one in shown if one["pid"] == pid)
    somebody, terminal = {**there, "participant_id": guest}, {**there, "participant_id": hall_id}
    pane = v1.RestSubscriberInPic(index=1, subscriber=[number])
    kept = v1.RestPicLayout(lay_out_name="Stage", image_type="Two", uuid="a1")
    group = v1.InterpreterGroupInfo(group_id="1", first_language="zh-CN", second_language="en-US")
    calls: list[tuple[str, dict[str, Any], Any]] = [
        ("create_web_socket_token", there, None),
        ("allow_waiting_participant", there, v1.RestAllowWaitingParticipantReqBody(participant_id=waits)),
        ("batch_move_to_waiting_room", there, v1.RestBatchMoveToWaitingRoomReqBody(batch_participants=[waits])),
        ("allow_waiting_participant", there, v1.RestAllowWaitingParticipantReqBody(participant_id=guest)),
        ("move_to_waiting_room", there, v1.RestMoveToWaitingRoomReqBody(participant_id=pid)),
        ("mute_meeting", there, v1.RestMuteReqBody(is_mute=1, allow_unmute_by_oneself=0)),
        ("allow_guest_unmute", there, v1.RestAllowUnMuteReqBody(allow_unmute_by_oneself=1)),
        ("mute_participant", somebody, v1.RestMuteParticipantReqBody(is_mute=0)),
        ("hand", somebody, v1.RestHandsUpReqBody(hands_state=1)),
        ("batch_hand", there, v1.RestBatchHandsUpReqBody(hands_state=0, pids=[guest])),
        ("rollcall_participant", somebody, None),
        ("broadcast_participant", somebody, None),
        ("cancel_broadcast", there, None),
        ("set_cohost", somebody, v1.RestSetCohostBody(is_cohost=1)),
        ("invite_share", somebody, v1.InviteShareDTO(share=1)),
        ("invite_operate_video", somebody, v1.RestVideoBody(status=1)),
        ("allow_client_record", somebody, v1.RestAllowClientRecordReqBody(allow_client_record=1)),
        ("rename_participant", there, v1.RestRenamePartReqBody(participant_id=guest, number="", new_name="Anna K.")),
        ("lock_meeting", there, v1.RestLockReqBody(is_lock=1)),
        ("record", there, v1.RestSetRecordReqBody(is_record=1)),
        ("set_mmr_record", there, v1.RestSetMmrRecordReqBody(record_type=0)),
        ("live", there, v1.RestSetLiveReqBody(is_live=1)),
        ("set_mmr_live", there, v1.RestSetMmrLiveReqBody(live_state=0)),
        ("update_started_conf_config", there, v1.UpdateStartedConfigReqBody(is_lock=0, chat_permission=4)),
        ("pause_conference", there, v1.PauseConferenceReq(pause=0)),
        ("allow_audience_join", there, v1.RestAllowAudienceReqBody(allow_audience=1)),
        ("switch_mode", there, v1.RestSwitchModeReqBody(switch_mode="Fixed", image_type=1)),
        (
            "set_custom_multi_picture",
            there,
            v1.RestCustomMultiPictureBody(manual_set=1, image_type="Two", subscriber_in_pics=[pane]),
        ),
        (
            "set_multi_picture",
            there,
            v1.RestMixedPictureBody(
                manual_set=1, image_type="Two", subscriber_in_pics=[v1.SubscriberInPic(index=1, subscriber=[pid])]
            ),
        ),
        ("save_layout", there, v1.RestPicLayoutBody(rest_pic_layout=kept)),
        ("show_layout", there, None),
        ("delete_layout", {**there, "uu_id": "a1"}, None),
        ("set_host_view", there, v1.RestChairViewReqBody(view_type=1)),
        ("set_participant_view", terminal, v1.RestParticipantViewReqBody(view_type=2, participant_id=pid)),
        ("lock_view", terminal, v1.RestLockSiteViewReqBody(status=1, participant_id=pid)),
        ("set_interpreter_group", there, v1.RestSetInterpreterGroupBody(interpreter_groups=[group])),
        (
            "resume_simultaneous_interpretation",
            there,
            v1.RestSimultaneousInterpretationBody(simultaneous_interpretation=1),
        ),
        (
            "set_attendee_lan_channel",
            there,
            v1.RestSetAttendeeLanChannelBody(listen_lan_channel="en-US", speak_lan_channel="en-US"),
        ),
        (
            "list_network_quality",
            {"conferenceid": one["conference_id"], "confuuid": created["confUUID"], "conf_token": token},
            v1.RestQosRequestDTO(users=[v1.UserQosReqInfo(pid=pid)]),
        ),
        ("check_call_number_in_conf", {"call_number": number}, None),
        ("show_mgmt_site_status", {}, None),
        (
            "invite_with_pwd",
            one,
            v1.RestInviteWithPwdReqBody(call_num="0256", conf_id=one["conference_id"], pwd=password),
        ),
        (
            "delete_attendees",
            there,
            v1.RestBulkDelAttendReqBody(bulk_del_attend_info=[v1.DelAttendInfo(number="0256")]),
        ),
        ("hang_up", there, v1.RestBulkHangUpReqBody(bulk_hang_up_participants=[hall_id])),
        (
            "set_role",
            {**there, "participant_id": pid},
            v1.RestChairTokenReqBody(apply_chair=1, chairman_pwd=password),
        ),
    ]
    return {
        f"{number:02} {operation}": chen(operation, **fields, **({"body": sent} if sent else {}))
        for number, (operation, fields, sent) in enumerate(calls)
    }


def _sandbox(setup: dict[str, str], path: str, /, **body: Any) -> Any:
    """Call one of the sandbox's own addresses."""
    answer = requests.post(f"{setup['url']}/_sandbox/{path}", json=body, verify=setup["ca_file"], timeout=10)
    answer.raise_for_status()
    return answer.json()


def recordings_of_the_past(setup: dict[str, str]) -> dict[str, Any]:
    """Read and delete the recordings that the demo has."""
    owner, chen = Caller(setup, "single"), Caller(setup, "single", user="chen")
    span = {"start_date": 0, "end_date": int(time.time() * 1000)}
    listed = owner("search_recordings", **span, query_all=True, limit=500, sort_type="ASC_StartTIME")
    own = chen("search_recordings", **span)
    one, gone = ({"conf_uuid": row["confUUID"]} for row in own["data"][:2])
    return {
        "listed": listed,
        "own": own,
        "everybody's": chen("search_recordings", **span, query_all=True),
        "detail": chen("show_recording_detail", **one),
        "attendance": chen("search_attendance_records_of_his_meeting", **one, limit=500),
        "controls": chen("search_ctl_records_of_his_meeting", **one, limit=500),
        "urls": owner("show_recording_file_download_urls", **one, offset=0, limit=20),
        "own urls": chen("show_recording_file_download_urls", **one),
        "info": chen("show_record_info", body=v1.RecordInfoReq(conf_uuid=one["conf_uuid"], segment_limit=5)),
        "deleted": chen("delete_recordings", conf_uui_ds=gone["conf_uuid"]),
        "deleted again": chen("delete_recordings", conf_uui_ds=gone["conf_uuid"]),
        "left": chen("search_recordings", **span)["count"],
    }


if __name__ == "__main__":
    journeys = (
        sign_ins,
        signatures,
        life_of_a_meeting,
        life_of_a_series,
        tokens_and_rooms,
        life_of_an_application,
        what_an_enterprise_has,
        life_of_a_webhook,
        control_of_a_meeting,
        every_control,
        recordings_of_the_past,
    )
    journey = {function.__name__: function for function in journeys}
    json.dump(journey[sys.argv[1]](json.load(sys.stdin)), sys.stdout)
