"""Check the people of a booking."""

import re
from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state.sessions import HARD_PLATFORMS
from sandbox.vendor_api.rules import field_types
from sandbox.vendor_api.rules.booking_fields import WRONG_VALUE
from sandbox.vendor_api.rules.field_types import Integer, Text

# The vendor's own cap is not published; this is the most that one page of participants can show.
MAX_ATTENDEES = 500
_BINARY = {0, 1}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_MOBILE = re.compile(r"\+?[0-9][0-9 -]*")
_NUMBER = re.compile(r"\+?[0-9*#]+|(sip:)?[^@\s]+@[^@\s]+")
HARD_TYPES = HARD_PLATFORMS
_TYPES = HARD_TYPES | {"normal", "outside", "mobile"}

_ATTENDEE = (
    Text("userUUID", longest=64, code=WRONG_VALUE),
    Text("accountId", longest=128, code=WRONG_VALUE),
    Text("appId", longest=64, code=WRONG_VALUE),
    Text("name", longest=96, code="MMC.111072034"),
    Integer("role", 0, _BINARY, "MMC.111072035"),
    Text("phone", longest=127, code="MMC.111072032"),
    Text("phone2", longest=127, code="MMC.111072032"),
    Text("phone3", longest=127, code="MMC.111072032"),
    Text("email", longest=255, code="MMC.111072036"),
    Text("sms", longest=32, code="MMC.111072037"),
    Integer("isMute", 0, _BINARY, "MMC.111072038"),
    Integer("isAutoInvite", 1, _BINARY, "MMC.111072039"),
    Text("type", "normal", choices=_TYPES, code=WRONG_VALUE),
    Text("address", longest=255, code=WRONG_VALUE),
    Text("deptUUID", longest=64, code=WRONG_VALUE),
    Text("deptName", longest=128, code="MMC.111071026"),
    Integer("uniqueType", 0, _BINARY, WRONG_VALUE),
)


def check_attendees(written: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """Return the attendees as they were written, each of them acceptable."""
    if written is None:
        return []
    if len(written) > MAX_ATTENDEES:
        raise Refused("MMC.111071066")
    for one in written:
        _check_one(read_attendee(one))
    return written


def read_attendee(written: dict[str, Any]) -> dict[str, Any]:
    """Return one attendee with the defaults in place of what was left out."""
    return field_types.read_fields(written, _ATTENDEE)


def check_number(number: str) -> None:
    """Refuse what is neither a phone number nor a SIP number."""
    if not _NUMBER.fullmatch(number):
        raise Refused("MMC.111072033")


def _check_one(attendee: dict[str, Any]) -> None:
    if attendee["email"] and not _EMAIL.fullmatch(attendee["email"]):
        raise Refused("MMC.111071024")
    if attendee["sms"] and not _MOBILE.fullmatch(attendee["sms"]):
        raise Refused("MMC.111071025")
    if attendee["phone"]:
        check_number(attendee["phone"])
    if attendee["uniqueType"] == 1 and attendee["type"] != "customnumber":
        raise Refused(WRONG_VALUE)
    if not any(attendee[name] for name in ("phone", "email", "sms", "accountId")):
        raise Refused("MMC.111072031")
