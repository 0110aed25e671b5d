"""Series against the sandbox."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from hwmeeting import (
    Attendee,
    Client,
    Cycle,
    CycleUnit,
    InvalidRequest,
    Meeting,
    MeetingConfig,
    MeetingRequest,
    NotAllowed,
    NotFound,
    OccurrenceRequest,
    ServerFault,
)
from tests.hwmeeting.conftest import Sandbox
from tests.hwmeeting.vendor_server import Reply, VendorServer

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_FIRST = datetime.now(_SHANGHAI).date() + timedelta(days=3)
# Seven in the morning is the day before in UTC.
_START = datetime.combine(_FIRST, time(7), _SHANGHAI).astimezone(UTC)
_DAILY = Cycle(unit=CycleUnit.DAY, start_date=_FIRST, end_date=_FIRST + timedelta(days=6), interval=2)


def request_of(**fields: object) -> MeetingRequest:
    whole = MeetingRequest(
        subject="周会",
        start_at=_START,
        length_minutes=45,
        time_zone_id="56",
        attendees=(Attendee(name="Anna", email="anna@tuv.example", type="outside"),),
        config=MeetingConfig(guest_password="864213"),
    )
    return replace(whole, **fields)  # type: ignore[arg-type]


@pytest.fixture
def chen(sandbox: Sandbox) -> Client:
    return sandbox.client("chen")


def starts(meeting: Meeting) -> list[datetime | None]:
    return [one.start_at for one in meeting.occurrences]


def days(*numbers: int) -> list[datetime | None]:
    return [_START + timedelta(days=number) for number in numbers]


def test_create_books_all_dates(chen: Client) -> None:
    made = chen.series.create(request_of(), _DAILY)
    detail = chen.meetings.detail(made.conference_id)
    assert detail.meeting == made
    assert (made.is_series, made.cycle, made.subject) == (True, _DAILY, "周会")
    assert (starts(made), (made.start_at, made.end_at)) == (
        days(0, 2, 4, 6),
        (_START, _START + timedelta(minutes=45)),
    )
    assert len({one.occurrence_id for one in made.occurrences}) == 4
    assert [one.email for one in detail.attendees] == ["anna@tuv.example"]
    assert [one.conference_id for one in chen.meetings.list() if one.is_series] == [made.conference_id]


def test_edit_makes_it_another_series(chen: Client) -> None:
    made = chen.series.create(request_of(), _DAILY)
    later = request_of(start_at=_START + timedelta(hours=1), length_minutes=60, subject="晨会")
    changed = chen.series.edit(made.conference_id, later, replace(_DAILY, interval=3))
    assert (changed.conference_id, changed.subject) == (made.conference_id, "晨会")
    assert starts(changed) == [one and one + timedelta(hours=1) for one in days(0, 3, 6)]
    assert chen.meetings.detail(made.conference_id).meeting == changed


def test_edit_occurrence_moves_one_and_leaves_the_rest_of_it(chen: Client) -> None:
    made = chen.series.create(request_of(config=MeetingConfig(waiting_room=True, guests_may_start=True)), _DAILY)
    second = made.occurrences[1]
    moved = OccurrenceRequest.from_occurrence(second, start_at=days(3)[0] or _START, length_minutes=30)
    chen.series.edit_occurrence(made.conference_id, moved)
    now = chen.meetings.detail(made.conference_id).meeting
    assert starts(now) == days(0, 3, 4, 6)
    there = now.occurrences[1]
    assert replace(there, start_at=second.start_at, end_at=second.end_at) == second
    assert there.end_at == moved.start_at + timedelta(minutes=30)


def test_cancel_occurrences_leaves_the_others(chen: Client) -> None:
    made = chen.series.create(request_of(), _DAILY)
    chen.series.cancel_occurrences(made.conference_id, [made.occurrences[0].occurrence_id])
    left = chen.meetings.detail(made.conference_id).meeting
    assert (starts(left), left.start_at) == (days(2, 4, 6), days(2)[0])
    with pytest.raises(NotFound):
        chen.series.cancel_occurrences(made.conference_id, [made.occurrences[0].occurrence_id])
    with pytest.raises(InvalidRequest):
        chen.series.cancel_occurrences(made.conference_id, [])


def test_cancel_takes_all_dates(chen: Client) -> None:
    made = chen.series.create(request_of(), _DAILY)
    chen.series.cancel(made.conference_id)
    with pytest.raises(NotFound):
        chen.meetings.detail(made.conference_id)


def test_series_and_single_meetings_have_calls_of_their_own(chen: Client) -> None:
    made, single = chen.series.create(request_of(), _DAILY), chen.meetings.create(request_of())
    with pytest.raises(NotFound):
        chen.meetings.cancel(made.conference_id)
    with pytest.raises(NotFound):
        chen.series.cancel(single.conference_id)
    assert not single.is_series


def test_series_of_another_user(chen: Client, sandbox: Sandbox) -> None:
    made = chen.series.create(request_of(), _DAILY)
    with pytest.raises(NotAllowed):
        sandbox.client("li").series.cancel(made.conference_id)


def test_more_than_fifty_dates_are_cut_and_only_the_answer_shows_it(chen: Client) -> None:
    many = Cycle(unit=CycleUnit.DAY, start_date=_FIRST, end_date=_FIRST + timedelta(days=99))
    made = chen.series.create(request_of(), many)
    assert len(made.occurrences) == 50
    assert made.cycle == replace(many, end_date=_FIRST + timedelta(days=49))


def test_a_cycle_that_cannot_be_read_is_none(server: VendorServer, client: Client) -> None:
    fields = {"conferenceID": "1", "conferenceType": 2, "cycleParams": {"cycle": "Year"}, "subConfs": [{}, 1]}
    server.plan(Reply([fields]), Reply([]))
    made = client.series.create(request_of(), _DAILY)
    assert (made.is_series, made.cycle, [one.start_at for one in made.occurrences]) == (True, None, [None])
    with pytest.raises(ServerFault):
        client.series.create(request_of(), _DAILY)
