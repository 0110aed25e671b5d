"""One occurrence of a series in answers and in requests."""

from datetime import UTC, datetime

import pytest

from hwmeeting import Entry, MeetingConfig, Occurrence, OccurrenceRequest

_START, _END = datetime(2026, 5, 18, 8, tzinfo=UTC), datetime(2026, 5, 18, 9, tzinfo=UTC)
_OCCURRENCE = Occurrence(
    occurrence_id="o",
    start_at=_START,
    end_at=_END,
    media_type="Voice,Data",
    auto_record=True,
    record_auth_type=2,
    config=MeetingConfig(waiting_room=True),
    description="Weekly",
)


def test_from_vendor() -> None:
    source = {
        "cycleSubConfID": "o",
        "startTime": "2026-05-18 08:00",
        "endTime": "2026-05-18 09:00",
        "mediaType": "Voice,Data",
        "isAutoRecord": 1,
        "recordAuthType": 2,
        "confConfigInfo": {"enableWaitingRoom": True},
        "description": "Weekly",
    }
    assert Occurrence.from_vendor(source) == _OCCURRENCE


def test_from_vendor_of_an_empty_row() -> None:
    assert Occurrence.from_vendor({}) == Occurrence("")


def test_from_occurrence_changes_the_time_alone() -> None:
    later = OccurrenceRequest.from_occurrence(_OCCURRENCE, start_at=_END, length_minutes=30)
    assert later == OccurrenceRequest(
        occurrence_id="o",
        start_at=_END,
        length_minutes=30,
        media_types="Voice",
        auto_record=True,
        record_auth_type=2,
        config=MeetingConfig(waiting_room=True),
        description="Weekly",
    )


@pytest.mark.parametrize(("answered", "requested"), [("", "HDVideo"), ("HDVideo", "HDVideo"), ("Voice", "Voice")])
def test_from_occurrence_requests_the_richest_media(answered: str, requested: str) -> None:
    occurrence = Occurrence("o", media_type=answered)
    assert OccurrenceRequest.from_occurrence(occurrence, start_at=_START, length_minutes=30).media_types == requested


def test_to_vendor_sends_the_three_options_that_an_occurrence_has() -> None:
    config = MeetingConfig(entry=Entry.EVERYONE, guests_may_start=False, waiting_room=True, send_mail=False)
    request = OccurrenceRequest(
        occurrence_id="o", start_at=_START, length_minutes=60, auto_record=False, config=config
    )
    assert request.to_vendor() == {
        "cycleSubConfID": "o",
        "startTime": "2026-05-18 08:00",
        "length": 60,
        "mediaTypes": "HDVideo",
        "isAutoRecord": 0,
        "confConfigInfo": {"callInRestriction": 0, "allowGuestStartConf": False, "enableWaitingRoom": True},
    }


def test_to_vendor_without_options() -> None:
    request = OccurrenceRequest(occurrence_id="o", start_at=_START, length_minutes=60)
    assert request.to_vendor()["confConfigInfo"] == {}
