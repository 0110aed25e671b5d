"""Tell how good the connections of a running meeting are, whether a number is in one, and how the site is."""

from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import people
from sandbox.state.people import Person
from sandbox.vendor_api import control_access
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.operations.booking import DONE

_NOT_FOUND = "MMC.111070005"
# Bandwidth in kbit/s, loss per mille, delay and jitter in milliseconds. How the rating is written is not stated.
_NETWORKS: dict[str, dict[str, Any]] = {
    "good": {"rating": "5", "bandwidth": 1800, "loss": 0, "delay": 24, "jitter": 3},
    "fair": {"rating": "3", "bandwidth": 700, "loss": 35, "delay": 180, "jitter": 40},
    "poor": {"rating": "1", "bandwidth": 120, "loss": 140, "delay": 620, "jitter": 160},
}


def list_quality(call: Call) -> dict[str, Any]:
    """Answer POST /v1/mmc/cqs/media/qos: of those who are named, or of everybody."""
    control = control_access.require_moderator_by(
        call, conference_id=call.query["conferenceid"], written=call.headers.get("conftoken", "")
    )
    if call.query["confuuid"] != control.conf_uuid:
        raise Refused(_NOT_FOUND)
    named = {one.get("pid") or "" for one in call.body().get("users") or []}
    there = [one for one in control.people if not one.is_waiting]
    return DONE | {"qosList": [_serialize(one) for one in there if not named or one.id in named]}


def check_number(call: Call) -> dict[str, Any]:
    """Answer GET /v2/mms/ncms/conferences/online/check-callnumber-in-conf: in a meeting of one's own enterprise."""
    user = call.user()
    conference_id = people.find_meeting_of_number(call.db, call.query["call_number"], corp_id=user.corp_id)
    return {"in_conf": bool(conference_id)} | ({"conf_id": conference_id} if conference_id else {})


def show_site(call: Call) -> dict[str, Any]:
    """Answer GET /v1/mmc/control/confmaintain/queryMgmtSiteStatus, which anybody may ask."""
    return {"status": "NORMAL", "redirectJoinUrl": call.address}


def _serialize(person: Person) -> dict[str, Any]:
    network = _NETWORKS[person.network]
    found = {
        "participantID": person.id,
        "netRate": network["rating"],
        "bandWidthUp": network["bandwidth"],
        "bandWidthDown": network["bandwidth"] * 2,
        "lostPacketRateUp": network["loss"],
        "lostPacketRateDown": network["loss"],
        "delay": network["delay"],
        "audioQos": _media(network, "AACLD", 64),
    }
    if person.has_video:
        found["videoQos"] = _media(network, "H264HP", 1200, height=720, width=1280, rate=25)
    if person.is_sharing:
        found["auxQos"] = _media(network, "H264HP", 600, height=1080, width=1920, rate=8)
    return found


def _media(
    network: dict[str, Any], codec: str, bandwidth: int, *, height: int = 0, width: int = 0, rate: int = 0
) -> dict[str, Any]:
    stream = {
        "networkQuality": network["rating"],
        "codecType": codec,
        "bandWidth": min(bandwidth, network["bandwidth"]),
        "lostPacketRate": network["loss"],
        "delay": network["delay"],
        "jitter": network["jitter"],
    }
    if height:
        stream |= {"resolutionHeight": height, "resolutionWidth": width, "frameRate": rate}
    return {"upList": [stream], "downList": [stream]}
