"""What the latest occurrences of a series say about it."""

from datetime import datetime, timedelta

import pytest

from accounts.models import Tenant, User
from history.models import EndedSession, Kind, SyncCursor
from insights.models import SeriesAttendance
from insights.services import summing
from meetings.models import Meeting, Occurrence
from tests.factories.booking_form import NOW
from tests.factories.fixtures import MakeSeries
from tests.factories.sessions import hold, take_part

pytestmark = pytest.mark.django_db(transaction=True)
_Finding = SeriesAttendance.Finding


@pytest.fixture
def series(make_series: MakeSeries, li: User) -> Meeting:
    """Ten days of a series, the last of which was yesterday; Li Wei and Anna are invited."""
    return make_series(start_at=NOW - timedelta(days=10), days=tuple(range(10)), guests=(li, "anna@tuv.example"))


@pytest.fixture
def occurrences(series: Meeting) -> list[Occurrence]:
    return list(series.occurrences.order_by("start_at"))


def read(tenant: Tenant, since: datetime, until: datetime) -> None:
    SyncCursor.objects.update_or_create(
        tenant=tenant,
        kind=Kind.SESSIONS,
        defaults={"read_until": until, "read_since": since, "begun_at": until, "floor_at": since, "next_at": until},
    )


def held(occurrence: Occurrence, *came: User | str) -> EndedSession:
    session = hold(
        occurrence.meeting.tenant,
        occurrence.meeting,
        occurrence=occurrence,
        start_at=occurrence.start_at,
        end_at=occurrence.end_at,
    )
    for who in came:
        take_part(session, who, (0, 30))
    return session


def found(tenant: Tenant) -> tuple[str, int, int, int]:
    """Return the finding, for how many in a row, how many came to how many dates."""
    summing.sum_up(tenant_id=tenant.pk, now=NOW)
    row = SeriesAttendance.objects.get()
    return row.finding, row.in_a_row, row.came, row.dates


def test_nobody_came_where_the_history_tells_of_no_session(
    qingshan: Tenant, chen: User, occurrences: list[Occurrence]
) -> None:
    held(occurrences[4], chen)
    read(qingshan, NOW - timedelta(days=30), NOW)
    assert found(qingshan) == (_Finding.NOBODY, 5, 0, 5)
    assert SeriesAttendance.objects.get().invited == 3


def test_what_has_not_been_read_says_nothing(qingshan: Tenant, chen: User, occurrences: list[Occurrence]) -> None:
    read(qingshan, occurrences[0].start_at, occurrences[1].end_at + timedelta(hours=2))
    assert found(qingshan) == (_Finding.NONE, 0, 0, 2)
    read(qingshan, occurrences[0].start_at, occurrences[2].end_at + timedelta(minutes=59))
    assert found(qingshan) == (_Finding.NONE, 0, 0, 2), "rows may be late"
    read(qingshan, occurrences[0].start_at, occurrences[2].end_at + timedelta(minutes=60))
    assert found(qingshan) == (_Finding.NOBODY, 3, 0, 3)


def test_the_host_alone_or_nobody_at_all(qingshan: Tenant, chen: User, occurrences: list[Occurrence]) -> None:
    for number in (5, 6, 8, 9):
        held(occurrences[number], chen)
    held(occurrences[4], chen, "Anna")
    read(qingshan, NOW - timedelta(days=30), NOW)
    assert found(qingshan) == (_Finding.HOST_ALONE, 5, 4, 5)


def test_a_session_that_comes_late_changes_it(
    qingshan: Tenant, chen: User, li: User, occurrences: list[Occurrence]
) -> None:
    read(qingshan, NOW - timedelta(days=30), NOW)
    assert found(qingshan) == (_Finding.NOBODY, 10, 0, 5)
    held(occurrences[9], chen, li)
    assert found(qingshan) == (_Finding.NONE, 0, 2, 5)


def test_unread_attendance_and_cancelled_occurrences_do_not_count(
    qingshan: Tenant, chen: User, occurrences: list[Occurrence]
) -> None:
    EndedSession.objects.filter(pk=held(occurrences[9]).pk).update(details=EndedSession.Details.WAITING)
    Occurrence.objects.filter(pk=occurrences[8].pk).update(is_cancelled=True)
    held(occurrences[7], chen, "Anna")
    read(qingshan, NOW - timedelta(days=30), NOW)
    finding, _, came, dates = found(qingshan)
    assert (finding, came, dates) == (_Finding.NONE, 2, 5)
    assert SeriesAttendance.objects.get().last_at == occurrences[7].start_at


def test_fewer_come_than_before(qingshan: Tenant, chen: User, li: User, occurrences: list[Occurrence]) -> None:
    for number, occurrence in enumerate(occurrences):
        held(occurrence, chen, li, *(["Anna", "Bo"] if number < 5 else []))
    assert found(qingshan) == (_Finding.FEWER, 5, 10, 5)
    row = SeriesAttendance.objects.get()
    assert (row.came_before, row.dates_before) == (20, 5)
    third = take_part(EndedSession.objects.get(occurrence=occurrences[9]), "Anna", (0, 5)).session
    EndedSession.objects.filter(pk=third.pk).update(is_summed=False)
    assert found(qingshan) == (_Finding.NONE, 0, 11, 5)


def test_a_single_meeting_is_no_series(qingshan: Tenant, chen: User) -> None:
    hold(qingshan, organiser=chen)
    summing.sum_up(tenant_id=qingshan.pk, now=NOW)
    assert not SeriesAttendance.objects.exists()
