"""Meetings are read with tolerance."""

from typing import Any

import pytest

from hwmeeting import (
    Meeting,
    MeetingConfig,
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({}, Meeting("")),
        (dict.fromkeys(("conferenceID", "startTime", "passwordEntry", "confConfigInfo", "recordType")), Meeting("")),
        ({"conferenceID": 981924330, "recordType": "2", "vmrFlag": "1", "isAutoRecord": True},
         Meeting("981924330", record_type=2, vmr_flag=True, auto_record=True)),
        ({"conferenceID": "1", "startTime": "2026-13-01 08:00", "recordType": "x", "isAutoRecord": 7}, Meeting("1")),
        ({"conferenceID": "1", "passwordEntry": [None, {"conferenceRole": "general", "password": "4711"}]},
         Meeting("1", guest_password="4711")),
        ({"conferenceID": "1", "confConfigInfo": {"guestPwd": "4711", "isSendSms": "false", "callInRestriction": 1}},
         Meeting("1", guest_password="4711",
                 config=MeetingConfig(guest_password="4711", send_sms=False, entry=1))),
        ({"conferenceID": "1", "cycleParams": {"cycle": "Week"}, "subConfs": [1], "brandNew": {}}, Meeting("1")),
    ],
)  # fmt: skip
def test_meeting_is_read_with_tolerance(source: dict[str, Any], expected: Meeting) -> None:
    assert Meeting.from_vendor(source) == expected
