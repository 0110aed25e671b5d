"""Read the fields of a booking: what is accepted, and what one is when it is left out.

Create and edit take the same whole object; an edit that leaves a field out gets its default as well.
Defaults that the contract calls "the enterprise's" are chosen so that whoever relies on them notices.
"""

from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state.meetings import RECORDED
from sandbox.vendor_api.rules import field_types
from sandbox.vendor_api.rules.field_types import Boolean, Integer, Text

WRONG_VALUE = "MMC.111071061"
_BINARY = {0, 1}
_MEDIA = {"Voice", "Video", "HDVideo", "Data"}
# In minutes.
LENGTHS = range(15, 1441)

_BOOKING = (
    Text("subject", longest=128, code="MMC.111071022"),
    Integer("length", 30, LENGTHS, "MMC.111071021"),
    Text("mediaTypes", longest=64, code="MMC.111071018"),
    Text("groupuri", longest=31, code="MMC.111071023"),
    Integer("isAutoRecord", 0, _BINARY, "MMC.111071032"),
    Integer("encryptMode", 0, {0, 1, 2}, "MMC.111071034"),
    Text("language", "zh-CN", choices={"zh-CN", "en-US"}, code="MMC.111071035"),
    Text("timeZoneID", "56", choices={str(number) for number in range(1, 78)}, code=WRONG_VALUE),
    Integer("recordType", 0, {0, 1, 2, 3}, "MMC.111071038"),
    Text("liveAddress", longest=255, code="MMC.111071039"),
    Text("auxAddress", longest=255, code="MMC.111071040"),
    Integer("recordAuxStream", 0, _BINARY, "MMC.111071048"),
    Integer("recordAuthType", 2, {0, 1, 2}, WRONG_VALUE),
    Integer("vmrFlag", 0, _BINARY, "MMC.111071047"),
    Text("vmrID", longest=64, code="MMC.111071037"),
    Integer("concurrentParticipants", 0, range(10001), "MMC.111071017"),
    Boolean("supportSimultaneousInterpretation", default=False),
    # 2 would be a webinar, which this call cannot make.
    Integer("confResType", None, {0, 1, 3}, "MMC.111071089"),
    Integer("conferenceType", 0, {0, 1, 2}, "MMC.111071019"),
)
_OPTIONS = (
    Boolean("isSendNotify", default=True),
    Boolean("isSendSms", default=True),
    Boolean("isSendCalendar", default=True),
    Boolean("isAutoMute", default=False),
    Boolean("isHardTerminalAutoMute", default=False),
    Boolean("isGuestFreePwd", default=False),
    Integer("callInRestriction", 0, {0, 2, 3}, WRONG_VALUE),
    Boolean("allowGuestStartConf", default=False),
    Text("guestPwd", longest=64, code="MMC.111071080"),
    Integer("vmrIDType", 0, _BINARY, WRONG_VALUE),
    Integer("prolongLength", 15, range(61), "MMC.111071036"),
    Boolean("enableWaitingRoom", default=False),
    Boolean("isHostCameraOn", default=True),
    Boolean("isGuestCameraOn", default=True),
)


def read_booking(body: dict[str, Any]) -> dict[str, Any]:
    """Return the whole object but for startTime and attendees, with every default in its place."""
    fields = field_types.read_fields(body, _BOOKING)
    media = set(fields["mediaTypes"].split(","))
    if not media <= _MEDIA or media == {"Data"}:
        raise Refused("MMC.111071018")
    if fields["recordType"] not in RECORDED:
        fields["isAutoRecord"] = 0
    fields["confConfigInfo"] = field_types.read_fields(body.get("confConfigInfo") or {}, _OPTIONS)
    return fields


def answered_media_types(requested: str) -> str:
    """Return the media as answers show them: the system adds Data, and Video wins over HDVideo."""
    media = set(requested.split(","))
    picture = "Video" if "Video" in media else "HDVideo" if "HDVideo" in media else ""
    return ",".join(part for part in ("Data", "Voice", picture) if part)
