"""When rooms are taken, as far as the portal knows: one query, and no word of what is somebody else's."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from meetings.models import Meeting, Occurrence
from meetings.queries.room_times import RoomTime, room_times, terminal_times
from tests.factories.booking_requests import tomorrow
from tests.factories.fixtures import MakeMeeting, MakeSeries

pytestmark = pytest.mark.django_db
NINE = tomorrow(24)
HOUR = timedelta(hours=1)
MINUTES = timedelta(minutes=1)
ROOM = {"vendor_room_id": "room-1", "vendor_room_number": "902600001"}


def times(reader: User, *, room_ids: tuple[str, ...] = ("room-1",), now: timedelta = -HOUR) -> list[RoomTime]:
    assert reader.tenant_id is not None
    span: dict[str, Any] = {"since": NINE, "until": NINE + 9 * HOUR, "now": NINE + now}
    return room_times(tenant_id=reader.tenant_id, room_ids=room_ids, reader=reader, **span)


def test_a_meeting_in_the_room_takes_it(make_meeting: MakeMeeting, chen: User, li: User) -> None:
    meeting = make_meeting(start_at=NINE, **ROOM)
    make_meeting(start_at=NINE)
    make_meeting(start_at=NINE, vendor_room_id="room-2")
    row = RoomTime("room-1", meeting.pk, "Roadmap", NINE, NINE + 45 * MINUTES, is_running=False)
    assert times(chen) == [row]
    assert times(li) == [row._replace(subject="")], "to whom it is taken, and no more"


def test_an_invitee_reads_the_subject(make_meeting: MakeMeeting, li: User) -> None:
    make_meeting(start_at=NINE, guests=(li,), **ROOM)
    assert [time.subject for time in times(li)] == ["Roadmap"]


def test_another_organisation_has_other_rooms(make_meeting: MakeMeeting, stranger: User) -> None:
    make_meeting(start_at=NINE, **ROOM)
    assert times(stranger) == []


@pytest.mark.parametrize("state", [Meeting.State.CANCELLED, Meeting.State.REFUSED])
def test_what_is_off_takes_no_room(state: str, make_meeting: MakeMeeting, chen: User) -> None:
    make_meeting(start_at=NINE, state=state, **ROOM)
    assert times(chen) == []


def test_what_runs_on_holds_it_and_what_ended_early_does_not(make_meeting: MakeMeeting, chen: User) -> None:
    make_meeting(start_at=NINE, state=Meeting.State.RUNNING, **ROOM)
    ended = {"state": Meeting.State.ENDED, "ended_at": NINE + 2 * HOUR + 10 * MINUTES}
    make_meeting(start_at=NINE + 2 * HOUR, **ended, **ROOM)
    found = times(chen, now=HOUR)
    assert [(time.start_at - NINE, time.end_at - NINE, time.is_running) for time in found] == [
        (timedelta(), HOUR, True),
        (2 * HOUR, 2 * HOUR + 10 * MINUTES, False),
    ]


def test_each_occurrence_of_a_series_takes_it_but_cancelled_ones(make_series: MakeSeries, chen: User) -> None:
    series = make_series(start_at=NINE, days=(0, 1), **ROOM)
    assert [time.start_at for time in times(chen)] == [NINE]
    Occurrence.objects.filter(meeting=series, start_at=NINE).update(is_cancelled=True)
    assert times(chen) == []


@pytest.mark.parametrize("count", [1, 50])
def test_any_number_of_rooms_is_one_query(
    count: int, make_meeting: MakeMeeting, chen: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    names = tuple(f"room-{number}" for number in range(count))
    for name in names:
        make_meeting(start_at=NINE, vendor_room_id=name)
    with django_assert_num_queries(1):
        assert len(times(chen, room_ids=names)) == count


def test_a_meeting_takes_each_terminal_that_it_calls(
    make_meeting: MakeMeeting, chen: User, li: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = make_meeting(start_at=NINE)
    for number in ("1", "2", "3"):
        meeting.terminals.create(number=number, name="Hall")
    span: dict[str, Any] = {"since": NINE, "until": NINE + HOUR, "now": NINE - HOUR}
    with django_assert_num_queries(1):
        found = terminal_times(tenant_id=chen.tenant_id, numbers=["1", "3", "4"], reader=li, **span)
    taken = RoomTime("1", meeting.pk, "", NINE, NINE + 45 * MINUTES, is_running=False)
    assert sorted(found) == [taken, taken._replace(room_id="3")]
