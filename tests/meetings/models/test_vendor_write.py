"""Writes are found by how far they have come."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from meetings.models import Meeting, VendorWrite
from meetings.models.vendor_write import LEASE, is_abandoned
from tests.factories.fixtures import MakeMeeting, MakeSeries
from tests.factories.writes import make_write

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
SECOND = timedelta(seconds=1)
State = VendorWrite.State


@pytest.fixture
def meeting(make_meeting: MakeMeeting) -> Meeting:
    """A meeting whose booking is done, so that one more write can be open."""
    return make_meeting()


def test_open_leaves_out_what_is_finished(meeting: Meeting) -> None:
    make_write(meeting, state=State.REFUSED, finished_at=NOW)
    waiting = make_write(meeting)
    assert list(VendorWrite.objects.open()) == [waiting]
    assert waiting.is_open
    assert not any(write.is_open for write in meeting.writes.exclude(pk=waiting.pk))


@pytest.mark.parametrize(
    ("state", "lease_until", "expected"),
    [
        (State.SENT, NOW - SECOND, True),
        (State.SENT, NOW, False),
        (State.SENT, NOW + LEASE, False),
        (State.PLANNED, NOW - SECOND, False),
        (State.UNCONFIRMED, NOW - SECOND, False),
    ],
)
def test_abandoned_is_the_same_in_the_database_and_of_a_row(
    meeting: Meeting, state: str, lease_until: datetime, *, expected: bool
) -> None:
    write = make_write(meeting, state=state, lease_until=lease_until)
    assert VendorWrite.objects.abandoned(NOW).filter(pk=write.pk).exists() is expected
    assert write.is_abandoned(NOW) is expected
    assert is_abandoned(state, lease_until, NOW) is expected


def test_is_abandoned_of_a_write_that_nobody_has_claimed() -> None:
    assert not is_abandoned(State.SENT, None, NOW)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"next_attempt_at": NOW}, True),
        ({"next_attempt_at": NOW, "state": State.UNCONFIRMED}, True),
        ({"next_attempt_at": NOW, "lease_until": NOW}, True),
        ({"next_attempt_at": NOW, "lease_until": NOW + SECOND}, False),
        ({"next_attempt_at": NOW + SECOND}, False),
        ({}, False),
        ({"next_attempt_at": NOW, "state": State.SENT}, False),
        ({"next_attempt_at": NOW, "state": State.WITHDRAWN, "finished_at": NOW}, False),
    ],
)
def test_due(meeting: Meeting, fields: dict[str, Any], *, expected: bool) -> None:
    write = make_write(meeting, **fields)
    assert VendorWrite.objects.due(NOW).filter(pk=write.pk).exists() is expected


@pytest.mark.parametrize(
    "change", [{"state": State.UNCONFIRMED}, {"attempts": 2}, {"lease_until": NOW + LEASE}, {"lease_until": None}]
)
def test_still_owned_until_somebody_else_takes_it(meeting: Meeting, change: dict[str, Any]) -> None:
    write = make_write(meeting, state=State.SENT, attempts=1, lease_until=NOW)
    assert VendorWrite.objects.still_owned(write).get() == write
    VendorWrite.objects.filter(pk=write.pk).update(**change)
    assert not VendorWrite.objects.still_owned(write).exists()


def test_shown_beside_are_writes_about_other_occurrences_that_are_not_done(make_series: MakeSeries) -> None:
    series = make_series()
    first, second, _ = series.occurrences.all()
    done = make_write(series, occurrence=first, state=State.DONE, finished_at=NOW)
    make_write(series, occurrence=first, state=State.REFUSED, finished_at=NOW)
    make_write(series, occurrence=second, state=State.DONE, finished_at=NOW)
    refused = make_write(series, occurrence=second, state=State.REFUSED, finished_at=NOW)
    assert list(VendorWrite.objects.shown_beside(done)) == [refused]
    about_the_whole = series.writes.get(occurrence=None)
    assert not VendorWrite.objects.shown_beside(about_the_whole).exists()
