"""The sums of a day are what the sessions of that day come to, whatever has happened to them meanwhile."""

import random
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db.models import Sum

from accounts.models import Tenant, User
from history.models import Confidence, EndedSession, Presence, Retention
from history.services import retention
from insights.models import DayTotals, MonthTotals
from insights.services import summing
from tests.factories.fixtures import MakeSeries
from tests.factories.random_history import MINUTE, add_parts, count_plainly, make_history
from tests.factories.sessions import hold, take_part

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 30, tzinfo=UTC)
# The night in which New York's clocks go back at two, and Lord Howe's forward by half an hour a month before.
AUTUMN = datetime(2026, 10, 31, 12, tzinfo=UTC)
_COLUMNS = [
    field.name for field in DayTotals._meta.concrete_fields if field.name not in {"id", "tenant", "person", "day"}
]


def sum_up(tenant: Tenant) -> int:
    return summing.sum_up(tenant_id=tenant.pk, now=NOW)


def stored(tenant: Tenant) -> dict[tuple[date, int | None], dict[str, Any]]:
    rows = DayTotals.objects.filter(tenant=tenant)
    return {
        (row.day, row.person_id): {name: getattr(row, name) for name in _COLUMNS if getattr(row, name)} for row in rows
    }


def move_to(tenant: Tenant, zone: str) -> ZoneInfo:
    tenant.time_zone = zone
    tenant.save()
    return ZoneInfo(zone)


@pytest.mark.parametrize(
    ("zone", "first"),
    [
        ("America/New_York", AUTUMN),
        ("Australia/Lord_Howe", datetime(2026, 10, 3, 6, tzinfo=UTC)),
        ("Asia/Kathmandu", AUTUMN),
        ("Africa/Cairo", datetime(2026, 4, 23, 12, tzinfo=UTC)),
    ],
)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_sums_are_those_of_the_rows(
    qingshan: Tenant, chen: User, li: User, make_series: MakeSeries, zone: str, first: datetime, seed: int
) -> None:
    there = move_to(qingshan, zone)
    occurrences = list(make_series(start_at=first, days=(0, 1, 2)).occurrences.all())
    make_history(qingshan, [chen, li], occurrences, first=first, hours=72, count=25, seed=seed)
    sum_up(qingshan)
    assert stored(qingshan) == count_plainly(qingshan, there)
    assert not EndedSession.objects.unsummed(tenant_id=qingshan.pk).exists()


@pytest.mark.parametrize("seed", [4, 5])
def test_sums_follow_whatever_changes(
    qingshan: Tenant, chen: User, li: User, make_series: MakeSeries, seed: int
) -> None:
    there = move_to(qingshan, "America/New_York")
    chance = random.Random(seed)
    occurrences = list(make_series(start_at=AUTUMN, days=(0, 1)).occurrences.all())
    make_history(qingshan, [chen, li], occurrences, first=AUTUMN, hours=60, count=12, seed=seed)
    sum_up(qingshan)
    for session in EndedSession.objects.order_by("pk"):
        session.refresh_from_db()
        session.is_summed = False
        change = chance.randrange(5)
        if change == 0:  # a late row
            add_parts(session, [li], chance)
        elif change == 1:  # a correction
            Presence.objects.filter(session=session).update(person=li, confidence=Confidence.CERTAIN)
        elif change == 2:
            session.start_at -= timedelta(days=1)
            session.end_at -= timedelta(days=1)
        elif change == 3:
            session.end_at += timedelta(hours=26)
        else:
            session.organiser, session.details = li, EndedSession.Details.READ
        session.save()
        sum_up(qingshan)
        assert stored(qingshan) == count_plainly(qingshan, there)


def test_only_days_that_changed_are_summed(qingshan: Tenant, chen: User) -> None:
    days = [datetime(2026, 5, day, 2, tzinfo=UTC) for day in (4, 5, 6)]
    sessions = [hold(qingshan, start_at=at, end_at=at + 30 * MINUTE, organiser=chen) for at in days]
    assert (sum_up(qingshan), sum_up(qingshan)) == (3, 0)
    before = set(DayTotals.objects.values_list("pk", flat=True))
    take_part(sessions[1], chen, (0, 10))
    EndedSession.objects.filter(pk=sessions[1].pk).update(is_summed=False)
    assert sum_up(qingshan) == 1
    kept = before & set(DayTotals.objects.values_list("pk", flat=True))
    assert {row.day.day for row in DayTotals.objects.filter(pk__in=kept)} == {4, 6}


def test_a_session_over_midnight_in_the_long_night_is_counted_once_and_lasts_on_both_days(
    qingshan: Tenant, chen: User
) -> None:
    """From 23:00 to 03:00 by New York's clock are five hours in the night in which two o'clock comes twice."""
    move_to(qingshan, "America/New_York")
    start = datetime(2026, 10, 31, 23, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
    end = datetime(2026, 11, 1, 3, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
    session = hold(qingshan, start_at=start, end_at=end, organiser=chen)
    take_part(session, chen, (0, 300))
    sum_up(qingshan)
    rows = DayTotals.objects.filter(person=None).order_by("day")
    assert [(row.day.day, row.sessions, row.seconds / 3600, row.attendees) for row in rows] == [
        (31, 1, 1, 1),
        (1, 0, 4, 0),
    ]
    assert rows[1].sessions_by_hour == [1, 1, 1] + [0] * 21


def test_another_zone_sums_all_anew(qingshan: Tenant, chen: User) -> None:
    at = datetime(2026, 5, 4, 20, tzinfo=UTC)
    hold(qingshan, start_at=at, end_at=at + 30 * MINUTE, organiser=chen)
    sum_up(qingshan)
    assert [row.day.day for row in DayTotals.objects.filter(person=None)] == [5]
    there = move_to(qingshan, "America/New_York")
    sum_up(qingshan)
    assert stored(qingshan) == count_plainly(qingshan, there)
    assert [row.day.day for row in DayTotals.objects.filter(person=None)] == [4]


def test_months_are_their_days(qingshan: Tenant, chen: User, li: User, make_series: MakeSeries) -> None:
    make_history(qingshan, [chen, li], [], first=AUTUMN, hours=60, count=20, seed=9)
    sum_up(qingshan)
    months = set(MonthTotals.objects.values_list("person_id", "month", "sessions", "seconds"))
    held = {
        (person.pk, date(2026, month, 1), sums["sessions"], sums["seconds"])
        for person in (chen, li)
        for month in (10, 11)
        if (
            sums := DayTotals.objects.filter(person=person, day__month=month).aggregate(
                sessions=Sum("sessions"), seconds=Sum("seconds")
            )
        )["seconds"]
    }
    assert months == held
    assert held


def test_a_run_that_is_over_its_time_goes_on_later(qingshan: Tenant, chen: User) -> None:
    for day in (4, 5, 6):
        at = datetime(2026, 5, day, 2, tzinfo=UTC)
        hold(qingshan, start_at=at, end_at=at + 30 * MINUTE)
    runs = [summing.sum_up(tenant_id=qingshan.pk, now=NOW, budget=timedelta(0)) for _ in range(4)]
    assert runs == [1, 1, 1, 0]
    assert DayTotals.objects.count() == 3


def run(*words: str) -> str:
    out = StringIO()
    call_command("rebuild_insights", *words, stdout=out)
    return out.getvalue()


def test_rebuilding_says_what_differed_and_puts_it_right(qingshan: Tenant, chen: User) -> None:
    at = datetime(2026, 5, 4, 2, tzinfo=UTC)
    take_part(hold(qingshan, start_at=at, end_at=at + 30 * MINUTE, organiser=chen), chen, (0, 10))
    sum_up(qingshan)
    right = stored(qingshan)
    assert run("--check") == "Nothing differs.\n"
    DayTotals.objects.filter(person=None).update(sessions=7, attendees=0)
    DayTotals.objects.filter(person=chen).delete()
    DayTotals.objects.create(tenant=qingshan, day=date(2026, 5, 5), sessions=1)
    with pytest.raises(CommandError, match="The insights differ from the history in 9 numbers"):
        run("--check")
    assert stored(qingshan) != right
    said = run("--tenant", "Qingshan")
    assert "Qingshan, 2026-05-04, all: sessions 7 → 1\n" in said
    assert f"Qingshan, 2026-05-04, person {chen.pk}: seconds 0 → 1800\n" in said
    assert "Qingshan, 2026-05-05, all: sessions 1 → 0\n" in said
    assert (stored(qingshan), run("--check")) == (right, "Nothing differs.\n")
    with pytest.raises(CommandError, match="There is no organisation “Nobody”"):
        run("--tenant", "Nobody")


def test_what_is_deleted_by_and_by_stays_in_the_sums(qingshan: Tenant, chen: User) -> None:
    days = [datetime(2026, 5, day, 2, tzinfo=UTC) for day in (4, 20, 28)]
    for at in days:
        take_part(hold(qingshan, start_at=at, end_at=at + 30 * MINUTE, organiser=chen), chen, (0, 10))
    sum_up(qingshan)
    before, now = stored(qingshan), datetime(2026, 6, 1, tzinfo=UTC)
    Retention.objects.create(tenant=qingshan, attendance_days=10, session_days=20)
    retention.purge(tenant_id=qingshan.pk, now=now)
    assert EndedSession.objects.count() == 2
    EndedSession.objects.update(is_summed=False, organiser=None)
    summing.sum_up(tenant_id=qingshan.pk, now=now)
    kept = {key: row for key, row in stored(qingshan).items() if key[0].day < 28}
    assert kept == {key: row for key, row in before.items() if key[0].day < 28}
    assert (date(2026, 5, 28), chen.pk) in stored(qingshan)
    assert stored(qingshan)[date(2026, 5, 28), chen.pk].get("sessions") is None, "the day of which all is kept follows"
    summed = stored(qingshan)
    move_to(qingshan, "America/New_York")
    summing.sum_up(tenant_id=qingshan.pk, now=now)
    left = {key[0].day for key in stored(qingshan)}
    assert left == {4, 20, 27}
    assert {key: row for key, row in stored(qingshan).items() if key[0].day < 27} == {
        key: row for key, row in summed.items() if key[0].day < 27
    }
    with time_machine.travel(now, tick=False):
        assert run("--check") == "Nothing differs.\n"
