"""Huawei's own SDK, unmodified, over TLS against the sandbox: it can't tell it from the service."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from accounts.models import ApiClient, Application, Tenant, User
from hwmeeting.sign_in.signature import compute_signature
from scripts import sdk_venv
from tests.factories.api import Caller
from tests.patience import HANG_SECONDS
from tests.sandbox.program import APP_ID, APP_KEY, Program

_CALLS = Path(__file__).with_name("sdk_calls.py")
_CORP = "100000002"
Run = dict[str, str]


@pytest.fixture(scope="module")
def _program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """Start a demo sandbox: only that one has a service provider."""
    assert sdk_venv.main() == 0
    folder = tmp_path_factory.mktemp("sandbox")
    options = ("--tls", "--ca-file", str(folder / "ca.pem"), "--app-id", APP_ID)
    program = Program(folder, *options)
    yield {
        "url": program.url,
        "ca_file": str(folder / "ca.pem"),
        "corp_id": _CORP,
        "single_id": APP_ID,
        "single_key": APP_KEY,
        "sp_id": "7e2c3d4b5a6958473b2a1c0d9e8f7a6b",
        "sp_key": (folder / "sp-app-key.txt").read_text().strip(),
        "password": "Sandbox-2026",
    }
    program.stop()


@pytest.fixture
def setup(_program: Run) -> Run:
    """Reset the sandbox to its seed."""
    requests.post(f"{_program['url']}/_sandbox/reset", verify=_program["ca_file"], timeout=10).raise_for_status()
    return _program


def run(setup: Any, journey: str) -> Any:
    """Return what the SDK understood."""
    done = subprocess.run(
        [sdk_venv.PYTHON, _CALLS, journey],
        input=json.dumps(setup),
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def refusal(code: str, status: int = 400) -> dict[str, Any]:
    return {"status": status, "code": code, "request_id": True}


def test_signs_in_in_every_form(setup: Run) -> None:
    assert run(setup, "sign_ins") == {
        "person": [2, 2, "100000001", "chen"],
        "owner": [2, 0, "100000001", ""],
        "person of an enterprise": [2, 2, _CORP, "chen"],
        "owner of an enterprise": [2, 0, _CORP, ""],
        "service provider": [1, 0, "900000001", ""],
        "account": [2, 2, "100000001", "li.wei"],
    }


def test_signs_as_we_do_in_every_form() -> None:
    """It writes the digits of the signature in upper case, which the vendor takes, too."""
    assert sdk_venv.main() == 0
    signed: dict[str, Any] = {
        "app_id": "a" * 32,
        "app_key": "k" * 64,
        "expire_time": 1_700_000_000,
        "sign_nonce": "0123456789abcdef",
    }
    forms = [("chen", None), ("", None), ("chen", _CORP), ("", _CORP), ("", "")]
    callers = [signed | {"user_id": user_id, "corp_id": corp_id} for user_id, corp_id in forms]
    made = [compute_signature(**caller).upper() for caller in callers]
    assert run({"callers": callers}, "signatures") == made


@pytest.mark.django_db
@pytest.mark.usefixtures("no_limits_of_earlier_tests")
@pytest.mark.parametrize("corp_id", [None, _CORP], ids=["single enterprise", "service provider"])
def test_signs_what_the_api_signs_for_clients(
    erp: ApiClient, chen: User, qingshan: Tenant, corp_id: str | None
) -> None:
    application = qingshan.application
    if corp_id:
        application.kind = Application.Kind.SP
        application.save()
        Tenant.objects.update(corp_id=corp_id)
    ours = Caller(erp, act_as="chen").post("/api/v1/client-auth/", {}).json()
    caller = {
        "app_id": ours["appId"],
        "app_key": application.app_key,
        "expire_time": ours["expireTime"],
        "sign_nonce": ours["nonce"],
        "user_id": ours["userId"],
        "corp_id": ours.get("corpId"),
    }
    assert sdk_venv.main() == 0
    assert run({"callers": [caller]}, "signatures") == [ours["signature"].upper()]


def test_books_changes_and_cancels(setup: Run) -> None:
    done = run(setup, "life_of_a_meeting")
    created = done["created"]
    assert (created["subject"], created["conferenceState"], created["size"]) == ("Roadmap", "Schedule", 2)
    (edited,) = done["edited"]
    assert edited == created | {"subject": "Roadmap 2"}
    assert done["edited by an invitee"] == refusal("MMC.111070002", 403)
    assert done["listed"] == {"offset": 0, "limit": 20, "count": 1, "data": [created]}
    seen = done["seen by an invitee"]
    assert seen["conferenceData"]["role"] == "general"
    assert [one["name"] for one in seen["data"]["data"]] == ["Li Wei", "Anna"]
    assert done["online before"]["count"] == 0
    assert len(done["anonymous"]["random"]) == 15
    running = edited | {"conferenceState": "Created", "confUUID": done["started"]["uuid"]}
    assert done["region"] == {"regionIP": "127.0.0.1", "regionUrl": setup["url"].removeprefix("https://")}
    assert done["online"]["data"] == [running | {"onlineAttendeeAmount": 0}]
    assert done["online detail"]["conferenceData"] == running | {"role": "chair"}
    assert done["cancelled while it runs"] == refusal("MMC.111071067")
    assert done["cancelled"] == {}
    assert done["seen afterwards"] == refusal("MMC.111070005")
    (held,) = done["history"]["data"]
    assert (held["confUUID"], held["conferenceState"], held["subject"]) == (
        running["confUUID"],
        "Destroyed",
        "Roadmap 2",
    )
    assert done["history detail"]["conferenceData"]["chairJoinUri"] == created["chairJoinUri"]


def test_books_changes_and_cancels_a_series(setup: Run) -> None:
    done = run(setup, "life_of_a_series")
    created = done["created"]
    assert (created["conferenceType"], created["confType"], len(created["subConfs"])) == (2, "CYCLE", 3)
    assert (done["moved"], done["dropped"]) == ({}, {})
    first, last = done["seen"]["subConfs"]
    assert [first["cycleSubConfID"], last] == [created["cycleSubConfID"], created["subConfs"][2]]
    assert (first["startTime"][11:], first["endTime"][11:]) == ("09:00", "09:30")
    (edited,) = done["edited"]
    assert (edited["subject"], [one["startTime"][11:] for one in edited["subConfs"]]) == ("Weekly 2", ["07:00"] * 3)
    assert done["cancelled"] == {}
    assert done["cancelled again"] == refusal("MMC.111070005")


def test_tokens_and_rooms(setup: Run) -> None:
    done = run(setup, "tokens_and_rooms")
    (room,) = done["rooms"]["data"]
    assert (room["vmrMode"], room["status"], room["vmrName"]) == (0, 0, "陈静")
    assert len(done["ticket"]["nonce"]) == 40
    assert done["after that"] == refusal("MMC.118000001", 401), "its old token has ended"
    own = ("accessToken", "refreshToken", "expireTime")
    assert [done["checked"][name] for name in own] == [done["renewed"][name] for name in own]
    assert done["logged out"] == {}
    assert done["after logging out"] == refusal("USG.206020000", 401)


def test_makes_changes_and_deletes_an_application(setup: Run) -> None:
    done = run(setup, "life_of_an_application")
    made, reset = done["made"], done["reset"]
    shown = {name: made[name] for name in made if name not in {"app_key", "last_update_time"}}
    assert (made["app_name"], len(made["app_id"]), len(made["app_key"])) == ("Intranet", 32, 64)
    assert {name: reset[name] for name in shown} == shown
    assert {name: answer["count"] for name, answer in done["signed in"].items()} == {"old": 0, "new": 0}
    changed = done["changed"]
    assert (changed["app_name"], changed["description"], changed["status"]) == ("Intranet 2", "", 1)
    assert (done["listed"]["count"], done["listed"]["data"][1]) == (2, changed)
    assert done["asked by an administrator"] == refusal("USG.206010036", 403)
    assert (done["deleted"], done["deleted again"]) == ({}, refusal("USG.200000003"))


def test_sees_what_an_enterprise_has(setup: Run) -> None:
    done = run(setup, "what_an_enterprise_has")
    rooms = {one["vmrName"]: one for one in done["rooms"]["data"]}
    assert (len(rooms), rooms["松风会议室"]["member"]["mark"], rooms["朝阳会议室"]["status"]) == (8, "陈静", 2)
    assert done["rooms of a webinar"] == {"offset": 0, "limit": 10, "count": 0, "data": []}
    (terminal,) = done["terminals"]["data"]
    assert done["terminal"] == terminal
    assert terminal["deptNamePath"] == "青山科技/研发部/平台组"
    assert done["terminal for a person"] == refusal("USG.206010036", 403)
    assert done["status"]["body"] == [{"Number": terminal["number"], "RegStatus": "0", "CallStatus": "1"}]
    (chen,) = done["people"]["data"]
    assert (chen["account"], chen["deptCodes"], chen["type"]) == ("chen@qingshan", ["11"], "NORMAL_USER")
    assert {name: value for name, value in done["resources"].items() if name != "usedRecStorage"} == {
        "usedAccountsCount": 0,
        "usedLiveCount": 0,
        "confCount": 0,
        "confLength": 0,
        "activeAttendeeCount": 0,
        "totalAttendeeCount": 0,
    }
    assert done["resources for a person"] == refusal("MMC.111070002", 403)
    assert done["resources of a provider"] == {"usedAccountsCount": 0}
    assert done["whose"] == {"orgID": _CORP}


def test_sets_switches_and_deletes_a_webhook(setup: Run) -> None:
    assumed = {"webhook_proof": "none"}
    requests.post(f"{setup['url']}/_sandbox/assume", json=assumed, verify=setup["ca_file"], timeout=10)
    done = run(setup, "life_of_a_webhook")
    assert (done["set"], done["switched"], done["deleted"]) == ({}, {}, {})
    shown = done["shown"]
    assert (shown["subscriberId"], shown["url"], shown["status"]) == ("portal", "https://portal.example/hooks/", 1)
    assert done["shown then"] == shown | {"status": 0}
    assert done["shown in the end"] == refusal("MMC.112100003")


def test_controls_a_running_meeting(setup: Run) -> None:
    done = run(setup, "control_of_a_meeting")
    host, guest = (done["tokens"][role]["data"] for role in ("host", "guest"))
    assert (host["role"], guest["role"], host["confTokenExpireTime"]) == (1, 0, 1800)
    assert host["wsURL"] == setup["url"].replace("https", "wss")
    assert done["kept alive"]["data"]["token"] == host["token"]
    assert done["wrong"] == refusal("MMC.111072065")
    assert done["attendees"] == {"offset": 0, "limit": 20, "count": 0, "data": []}
    assert done["region"]["regionUrl"] == setup["url"].removeprefix("https://")
    random = done["random"]
    assert random == {
        "random": random["random"],
        "subject": "Standing",
        "conf_mode": "RTC",
        "webinar": False,
        "need_password": True,
        "support_applets": True,
    }
    assert (done["prolonged"], done["stopped"]) == ({}, {})
    assert done["prolonged by a guest"] == refusal("MMC.111072070", 403)
    assert done["called"] == {}
    assert done["called by a guest"] == refusal("MMC.111072070", 403)
    assert done["phone"] == refusal("MMC.111076012", 403)
    (ringing,) = done["live"]["participants"]
    assert ringing == {"pid": ringing["pid"], "name": "Hall 1", "phone": "0255", "state": 1}
    assert done["longer"]["endTime"] > done["created"]["endTime"]
    assert done["stopped again"] == refusal("MMC.111072005")
    told = sorted((one["operateSource"], one["operateCode"]) for one in done["records"]["data"])
    assert told == [("Portal", "End conference"), ("Portal", "Extend conference")]
    assert done["attendance"]["count"] == 0


# What is answered with more than that it is done, and what is refused: in order, with what each of them shows.
_TOLD = {
    "create_web_socket_token": {"webSocketToken"},
    "show_layout": {"returnCode", "returnDesc", "picLayouts"},
    "list_network_quality": {"returnCode", "returnDesc", "qosList"},
    "check_call_number_in_conf": {"in_conf", "conf_id"},
    "show_mgmt_site_status": {"status", "redirectJoinUrl"},
}
_REFUSED = {
    "move_to_waiting_room": refusal("MMC.111112004"),
    "allow_audience_join": refusal("MMC.111072010"),
    "set_host_view": refusal("MMC.111072062"),
}


def test_controls_a_running_meeting_in_every_way(setup: Run) -> None:
    done = {name[3:]: answer for name, answer in run(setup, "every_control").items()}
    assert len(done) == 44
    shown = {name: set(answer) if name in _TOLD else answer for name, answer in done.items()}
    assert shown == {name: {} for name in done} | _TOLD | _REFUSED


def test_reads_and_deletes_recordings(setup: Run) -> None:
    done = run(setup, "recordings_of_the_past")
    own, detail = done["own"], done["detail"]
    assert (len(done["listed"]["data"]), done["listed"]["count"] > 500) == (500, True)
    assert detail == own["data"][0]
    assert (detail["scheduserName"], detail["available"], len(detail["url"])) == ("陈静", True, 1)
    assert done["everybody's"] == refusal("MMC.111070002", 403)
    assert {"displayName", "callNumber", "joinTime", "leftTime"} <= done["attendance"]["data"][0].keys()
    assert {one["operateResult"] for one in done["controls"]["data"]} == {"成功"}
    (record,) = done["urls"]["recordUrls"]
    assert [one["fileType"] for one in record["urls"]] == ["Hd", "Sd"]
    one = record["urls"][0]
    got = requests.get(one["url"], headers={"Authorization": one["token"]}, verify=setup["ca_file"], timeout=10)
    assert (got.status_code, got.content[4:8]) == (200, b"ftyp")
    assert done["own urls"] == refusal("MMC.111070002", 403)
    (segment,) = done["info"]["data"]["segmentList"]
    assert [file["recordType"] for file in segment["fileList"]] == ["SPEAKER_VIDEO", "SPEAKER_SHARE_VIDEO"]
    assert (done["deleted"], done["deleted again"]) == ({}, refusal("MMC.111077201"))
    assert done["left"] == own["count"] - 1


def test_it_was_the_sandbox(setup: Run) -> None:
    """Every call of the SDK that had an effect stands in the ledger."""
    run(setup, "life_of_a_meeting")
    rows = requests.get(f"{setup['url']}/_sandbox/ledger", verify=setup["ca_file"], timeout=10).json()
    assert [row["operation"] for row in rows] == [
        "AppAuth",
        "AppAuth",
        "CreateMeeting",
        "UpdateMeeting",
        "StartMeeting",
        "CancelMeeting",
    ]
