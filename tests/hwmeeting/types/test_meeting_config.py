"""The options of a meeting in answers and in requests."""

from hwmeeting import Entry, MeetingConfig

_CONFIG = MeetingConfig(
    guest_password="864213",
    waiting_room=True,
    mute_guests=False,
    mute_hard_terminals=True,
    guests_may_start=True,
    guest_free_password=False,
    entry=Entry.INVITED,
    send_mail=False,
    send_calendar=True,
    send_sms=False,
    prolong_minutes=30,
    vmr_id_type=1,
    host_camera_on=False,
    guest_camera_on=True,
)
_FIELDS = {
    "guestPwd": "864213",
    "enableWaitingRoom": True,
    "isAutoMute": False,
    "isHardTerminalAutoMute": True,
    "allowGuestStartConf": True,
    "isGuestFreePwd": False,
    "callInRestriction": 3,
    "isSendNotify": False,
    "isSendCalendar": True,
    "isSendSms": False,
    "prolongLength": 30,
    "vmrIDType": 1,
    "isHostCameraOn": False,
    "isGuestCameraOn": True,
}


def test_to_vendor_is_what_from_vendor_reads() -> None:
    assert _CONFIG.to_vendor() == _FIELDS
    assert MeetingConfig.from_vendor(_FIELDS) == _CONFIG


def test_to_vendor_leaves_options_to_the_vendor() -> None:
    assert MeetingConfig().to_vendor() == {}


def test_entry_for_everyone_is_sent() -> None:
    assert MeetingConfig(entry=Entry.EVERYONE).to_vendor() == {"callInRestriction": 0}


def test_from_vendor_keeps_an_entry_that_is_newer_than_this_class() -> None:
    assert MeetingConfig.from_vendor({"callInRestriction": 7, "isSendSms": "0"}) == MeetingConfig(
        entry=7, send_sms=False
    )


def test_repr_hides_the_guest_password() -> None:
    assert "864213" not in repr(_CONFIG)
