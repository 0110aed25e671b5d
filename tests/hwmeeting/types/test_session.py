"""The records of a session that is over, as an answer has them."""

from datetime import UTC, datetime
from typing import Any

import pytest

from hwmeeting import Attendance, ControlRecord, EndedMeeting

_AT = datetime(2026, 5, 18, 8, tzinfo=UTC)
_ENDED = {
    "conferenceID": "981924330",
    "confUUID": "c",
    "subject": "Roadmap",
    "startTime": "2026-05-18 08:00",
    "endTime": "2026-05-18 09:00",
    "isHasRecordFile": "1",
}


def test_ended_meeting_from_vendor() -> None:
    assert EndedMeeting.from_vendor(_ENDED) == EndedMeeting(
        "981924330", "c", "Roadmap", _AT, _AT.replace(hour=9), has_recording=True
    )


@pytest.mark.parametrize("odd", [{"confUUID": ""}, {"startTime": "soon"}, {"endTime": None}])
def test_ended_meeting_without_session_or_times_is_none(odd: dict[str, Any]) -> None:
    assert EndedMeeting.from_vendor(_ENDED | odd) is None


def test_attendance_from_vendor() -> None:
    source = {
        "displayName": "Anna",
        "callNumber": "+991",
        "joinTime": 1779091200000,
        "leftTime": "1779091200000",
        "deviceType": "Soft terminal",
        "mediaType": "Video",
        "deptName": "R&D",
    }
    assert Attendance.from_vendor(source) == Attendance("Anna", "+991", _AT, _AT, "Soft terminal", "Video", "R&D")


def test_control_record_from_vendor() -> None:
    source = {
        "operateTime": 1779091200000,
        "operateSource": "Portal",
        "operator": "陈静",
        "operateCode": "End conference",
        "operationObject": "p",
        "operateResult": "Success",
    }
    assert ControlRecord.from_vendor(source) == ControlRecord(_AT, "Portal", "陈静", "End conference", "p", "Success")
