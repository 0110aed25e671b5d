"""What a write wants, as it is stored: in today's shape, in that of before, and in one that nobody here knows."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from meetings.recurrence import Cycle, Unit
from meetings.writes.kinds import KINDS
from meetings.writes.kinds.cancel import CancelPayload
from meetings.writes.kinds.cancel_occurrence import CancelOccurrencePayload
from meetings.writes.kinds.create import CreatePayload
from meetings.writes.kinds.edit import EditPayload
from meetings.writes.kinds.edit_occurrence import EditOccurrencePayload
from meetings.writes.payloads import (
    Payload,
    UnreadablePayload,
    WantedInvitee,
    WantedMeeting,
    WantedTerminal,
    WantedTimes,
)

START = datetime(2026, 5, 19, 7, tzinfo=UTC)
SERIES = WantedMeeting(
    subject="Roadmap",
    start_at=START,
    length_minutes=45,
    time_zone="Asia/Shanghai",
    entry=3,
    has_waiting_room=True,
    mutes_on_entry=False,
    guests_may_start=False,
    sends_sms=True,
    tells_invitees=False,
    guest_password="482913",
    invitees=(WantedInvitee("anna@tuv.example", "Anna", None, is_cohost=True), WantedInvitee("li@q.example", "Li", 7)),
    repeats=Cycle(Unit.WEEK, 2, (2, 4), date(2026, 7, 1)),
)
NOW = WantedMeeting(
    subject="Now",
    start_at=None,
    length_minutes=60,
    time_zone="UTC",
    entry=0,
    has_waiting_room=False,
    mutes_on_entry=True,
    guests_may_start=True,
    sends_sms=False,
    tells_invitees=False,
    guest_password="000000",
    invitees=(),
)
# As they were stored before there were versions.
_SERIES: dict[str, Any] = {
    "subject": "Roadmap",
    "length_minutes": 45,
    "time_zone": "Asia/Shanghai",
    "entry": 3,
    "has_waiting_room": True,
    "mutes_on_entry": False,
    "guests_may_start": False,
    "sends_sms": True,
    "tells_invitees": False,
    "start_at": "2026-05-19T07:00:00+00:00",
    "repeats": {"unit": "week", "interval": 2, "points": [2, 4], "until": "2026-07-01"},
    "guest_password": "482913",
    "invitees": [
        {"email": "anna@tuv.example", "name": "Anna", "person": None, "is_cohost": True},
        {"email": "li@q.example", "name": "Li", "person": 7, "is_cohost": False},
    ],
}
# From before there were series, too.
_NOW: dict[str, Any] = {
    "subject": "Now",
    "length_minutes": 60,
    "time_zone": "UTC",
    "entry": 0,
    "has_waiting_room": False,
    "mutes_on_entry": True,
    "guests_may_start": True,
    "sends_sms": False,
    "tells_invitees": False,
    "start_at": None,
    "guest_password": "000000",
    "invitees": [],
}
_TIMES = {"start_at": "2026-05-19T07:00:00+00:00", "length_minutes": 45}
BEFORE: list[tuple[Payload, dict[str, Any]]] = [
    (CreatePayload(SERIES, has_own_password=True), {"wanted": _SERIES, "own_password": True}),
    (CreatePayload(NOW), {"wanted": _NOW, "own_password": False}),
    (EditPayload(SERIES, NOW), {"before": _SERIES, "wanted": _NOW}),
    (CancelPayload("Sorry", tell=True), {"note": "Sorry", "tell": True}),
    (
        EditOccurrencePayload(WantedTimes(START, 45), WantedTimes(START.replace(hour=9), 30)),
        {"before": _TIMES, "wanted": {"start_at": "2026-05-19T09:00:00+00:00", "length_minutes": 30}},
    ),
    (
        CancelOccurrencePayload(WantedTimes(START, 45), "", tell=False),
        {"before": _TIMES, "note": "", "tell": False},
    ),
]


@pytest.mark.parametrize(("payload", "before"), BEFORE)
def test_a_payload_comes_back_as_it_was_stored(payload: Payload, before: dict[str, Any]) -> None:
    written = payload.to_json()
    assert written["version"] == 1
    assert KINDS[payload.kind].read(written) == payload


@pytest.mark.parametrize(("payload", "before"), BEFORE)
def test_a_payload_of_before_is_read(payload: Payload, before: dict[str, Any]) -> None:
    assert KINDS[payload.kind].read(before) == payload


@pytest.mark.parametrize(("payload", "before"), BEFORE)
def test_the_version_before_reads_what_this_one_writes(payload: Payload, before: dict[str, Any]) -> None:
    """It knows its own keys and looks at no other; a meeting of this version names its rule, too."""
    written = payload.to_json()
    assert set(before) == set(written) - {"version"}
    assert all(
        written[name] == (value | {"repeats": None} if value is _NOW else value) for name, value in before.items()
    )


def test_a_booking_in_a_room_waits_where_rooms_are_not_known() -> None:
    payload = CreatePayload(replace(NOW, room_id="room-1"))
    written = payload.to_json()
    assert (written["version"], written["wanted"]["room_id"]) == (2, "room-1")
    assert KINDS[payload.kind].read(written) == payload
    with pytest.raises(UnreadablePayload):
        KINDS[payload.kind].read(written | {"version": 5})


def test_what_calls_terminals_waits_where_terminals_are_not_known() -> None:
    hall = replace(NOW, terminals=(WantedTerminal("+991111", "Hall"),))
    payloads: list[CreatePayload | EditPayload] = [
        CreatePayload(hall),
        EditPayload(NOW, hall),
        EditPayload(hall, NOW),
    ]
    for payload in payloads:
        assert payload.to_json()["version"] == 4
        assert KINDS[payload.kind].read(payload.to_json()) == payload


def test_a_change_of_a_meeting_in_a_room_is_read_by_the_version_before() -> None:
    payload = EditPayload(replace(SERIES, room_id="room-1"), replace(NOW, room_id="room-1"))
    assert payload.to_json()["version"] == 1
    assert KINDS[payload.kind].read(payload.to_json()) == payload


@pytest.mark.parametrize(
    "written", [{"version": 2, "note": "", "tell": True}, {"version": "1"}, {"version": 0}, {}, [], None, "x"]
)
def test_what_is_not_known_is_not_guessed_at(written: Any) -> None:
    with pytest.raises(UnreadablePayload):
        KINDS[CancelPayload.kind].read(written)
