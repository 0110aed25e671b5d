"""The options of a meeting: who may enter, and what they find there."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from hwmeeting.wire.reading import Fields, read_flag, read_integer, read_text
from hwmeeting.wire.writing import drop_empty


class Entry(IntEnum):
    """Who may enter a meeting (callInRestriction; 1 means nothing here)."""

    EVERYONE = 0
    ENTERPRISE = 2
    INVITED = 3


@dataclass(frozen=True, slots=True)
class MeetingConfig:
    """The vendor's confConfigInfo (docs/vendor/meetings.md 4.3).

    None and "" leave an option to the vendor, which takes the enterprise's setting. ``guest_password`` has 4 to 16
    digits. ``entry`` compares with Entry; a plain number, so that one that is newer than this class is kept.
    ``prolong_minutes`` (0 to 60) is by how much the meeting goes on by itself while somebody is there.
    """

    guest_password: str = field(default="", repr=False)
    waiting_room: bool | None = None
    mute_guests: bool | None = None
    mute_hard_terminals: bool | None = None
    guests_may_start: bool | None = None
    guest_free_password: bool | None = None
    entry: int | None = None
    send_mail: bool | None = None
    send_calendar: bool | None = None
    send_sms: bool | None = None
    prolong_minutes: int | None = None
    vmr_id_type: int | None = None
    host_camera_on: bool | None = None
    guest_camera_on: bool | None = None

    @classmethod
    def from_vendor(cls, source: Fields) -> "MeetingConfig":
        """Read it from an answer."""
        return cls(
            guest_password=read_text(source, "guestPwd"),
            waiting_room=read_flag(source, "enableWaitingRoom"),
            mute_guests=read_flag(source, "isAutoMute"),
            mute_hard_terminals=read_flag(source, "isHardTerminalAutoMute"),
            guests_may_start=read_flag(source, "allowGuestStartConf"),
            guest_free_password=read_flag(source, "isGuestFreePwd"),
            entry=read_integer(source, "callInRestriction"),
            send_mail=read_flag(source, "isSendNotify"),
            send_calendar=read_flag(source, "isSendCalendar"),
            send_sms=read_flag(source, "isSendSms"),
            prolong_minutes=read_integer(source, "prolongLength"),
            vmr_id_type=read_integer(source, "vmrIDType"),
            host_camera_on=read_flag(source, "isHostCameraOn"),
            guest_camera_on=read_flag(source, "isGuestCameraOn"),
        )

    def to_vendor(self) -> dict[str, Any]:
        """Return the fields of a request."""
        return drop_empty(
            {
                "guestPwd": self.guest_password,
                "enableWaitingRoom": self.waiting_room,
                "isAutoMute": self.mute_guests,
                "isHardTerminalAutoMute": self.mute_hard_terminals,
                "allowGuestStartConf": self.guests_may_start,
                "isGuestFreePwd": self.guest_free_password,
                "callInRestriction": None if self.entry is None else int(self.entry),
                "isSendNotify": self.send_mail,
                "isSendCalendar": self.send_calendar,
                "isSendSms": self.send_sms,
                "prolongLength": self.prolong_minutes,
                "vmrIDType": self.vmr_id_type,
                "isHostCameraOn": self.host_camera_on,
                "isGuestCameraOn": self.guest_camera_on,
            }
        )
