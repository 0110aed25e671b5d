"""How people come into a meeting and what they find there."""

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from hwmeeting.wire import Fields, compact, flag, text, whole


class Entry(IntEnum):
    """Who may enter (callInRestriction; 1 means nothing here)."""

    EVERYONE = 0
    ENTERPRISE = 2
    INVITED = 3


@dataclass(frozen=True, slots=True)
class MeetingConfig:
    """The vendor's confConfigInfo (docs/vendor/meetings.md 4.3).

    None and "" leave an option to the vendor, who takes the enterprise's setting. ``guest_password`` has 4 to 16
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
        """As an answer has it."""
        return cls(
            guest_password=text(source, "guestPwd"),
            waiting_room=flag(source, "enableWaitingRoom"),
            mute_guests=flag(source, "isAutoMute"),
            mute_hard_terminals=flag(source, "isHardTerminalAutoMute"),
            guests_may_start=flag(source, "allowGuestStartConf"),
            guest_free_password=flag(source, "isGuestFreePwd"),
            entry=whole(source, "callInRestriction"),
            send_mail=flag(source, "isSendNotify"),
            send_calendar=flag(source, "isSendCalendar"),
            send_sms=flag(source, "isSendSms"),
            prolong_minutes=whole(source, "prolongLength"),
            vmr_id_type=whole(source, "vmrIDType"),
            host_camera_on=flag(source, "isHostCameraOn"),
            guest_camera_on=flag(source, "isGuestCameraOn"),
        )

    def to_vendor(self) -> dict[str, Any]:
        """As a request has it."""
        return compact(
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
