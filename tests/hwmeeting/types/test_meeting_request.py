"""Requests that leave a meeting as it is."""

from datetime import UTC, datetime

import pytest

from hwmeeting import (
    Meeting,
    MeetingDetail,
    MeetingRequest,
    ServerFault,
)


@pytest.mark.parametrize("gone", ["startTime", "endTime"])
def test_from_detail_without_times_would_start_the_meeting_now(gone: str) -> None:
    times = {"conferenceID": "1", "startTime": "2026-05-18 08:00", "endTime": "2026-05-18 09:00"} | {gone: None}
    with pytest.raises(ServerFault):
        MeetingRequest.from_detail(MeetingDetail(Meeting.from_vendor(times)))


@pytest.mark.parametrize(
    ("answered", "requested"),
    [("Data,Voice,HDVideo", "HDVideo"), ("Video", "HDVideo"), ("Voice,Data", "Voice"), ("", "HDVideo")],
)
def test_from_detail_asks_for_the_richest_media(answered: str, requested: str) -> None:
    times = {"startTime": "2026-05-18 08:00", "endTime": "2026-05-18 09:30", "mediaTypes": answered}
    request = MeetingRequest.from_detail(MeetingDetail(Meeting.from_vendor(times)))
    assert (request.media_types, request.length_minutes) == (requested, 90)


def test_what_says_nothing_is_not_sent() -> None:
    assert MeetingRequest("S", datetime(2026, 5, 18, 16, tzinfo=UTC), 30).to_vendor() == {
        "subject": "S",
        "startTime": "2026-05-18 16:00",
        "length": 30,
        "mediaTypes": "HDVideo",
        "attendees": [],
        "confConfigInfo": {},
    }
