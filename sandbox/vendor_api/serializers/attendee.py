"""Serialize the people who are invited to a meeting."""

import sqlite3
from typing import Any

from sandbox.state import meetings, users
from sandbox.state.meetings import Meeting
from sandbox.vendor_api.rules import attendees


class InvitedAttendee:
    """Somebody who is invited, with the account where it is one of the enterprise that has signed in once."""

    def __init__(self, db: sqlite3.Connection, meeting: Meeting, written: dict[str, Any]) -> None:
        self._written = attendees.read_attendee(written)
        self._auto_invite = written.get("isAutoInvite")
        colleague = meetings.colleague_account(db, meeting, written)
        self._is_colleague = colleague is not None
        self._user = (
            None
            if colleague is None
            else users.find_by_third_account(db, corp_id=meeting.corp_id, third_account=colleague)
        )

    @property
    def is_hard(self) -> bool:
        return self._written["type"] in attendees.HARD_TYPES

    @property
    def name(self) -> str:
        return self._written["name"] or (self._user.name if self._user else "")

    @property
    def number(self) -> str:
        return self._written["phone"] or (self._user.sip_number if self._user else "")

    @property
    def user_uuid(self) -> str:
        return self._user.uuid if self._user else ""

    @property
    def is_host(self) -> bool:
        return bool(self._written["role"])

    @property
    def type(self) -> str:
        written = str(self._written["type"])
        return "outside" if written == "normal" and not self._is_colleague else written

    def to_part_attendee(self) -> dict[str, Any]:
        """Return PartAttendee, the short form inside a meeting."""
        return _without_blanks(
            {
                "name": self.name,
                "phone": self.number,
                "phone2": self._written["phone2"],
                "phone3": self._written["phone3"],
                "type": self.type,
                "role": self._written["role"],
                "isMute": self._written["isMute"],
            }
        )

    def to_participant_info(self) -> dict[str, Any]:
        """Return ParticipantInfo, the long form of the details."""
        return _without_blanks(
            {
                "participantID": self.number,
                "name": self.name,
                "role": self._written["role"],
                "state": "MEETTING",
                "address": self._written["address"],
                "attendeeType": self.type,
                "accountId": self._written["accountId"],
                "phone2": self._written["phone2"],
                "phone3": self._written["phone3"],
                "email": self._written["email"],
                "sms": self._written["sms"],
                "deptName": self._written["deptName"],
                "userUUID": self.user_uuid,
                "appId": self._written["appId"],
                "isAutoInvite": self._auto_invite,
                "isNotOverlayPidName": False,
            }
        )


def _without_blanks(found: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in found.items() if value not in {"", None}}
