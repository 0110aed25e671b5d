"""kill -9 at every moment while a series that the portal keeps is booked: it becomes whole, once, and is told once."""

from datetime import UTC, datetime, time, timedelta
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from meetings.models import PortalSeries
from meetings.recurrence import Rule
from meetings.requests import BookingRequest
from meetings.services import portal_series
from notifications.models import Message
from tests.factories.booking_requests import asked
from tests.factories.vendor import Vendor
from tests.flows import killable
from tests.flows.actions import BETWEEN_ROUNDS, Action, forget_enqueued, jobs_until_all_is_clear, round_of_jobs
from tests.flows.killable import World

pytestmark = pytest.mark.django_db(transaction=True)

_SHANGHAI = ZoneInfo("Asia/Shanghai")
_FIRST = datetime.combine(datetime.now(_SHANGHAI).date() + timedelta(days=3), time(7), _SHANGHAI)
_COUNT = 6
_MOST_LIVES = 60


def booking_of(chen: User, number: int = 0) -> Action:
    rule = Rule.from_rrule(f"FREQ=DAILY;INTERVAL=16;COUNT={_COUNT}", first=_FIRST + timedelta(hours=number))
    request: BookingRequest = asked("anna@tuv.example", start_at=rule.first, repeats=rule, subject=f"Board {number}")
    nothing = {"meeting_id": PortalSeries().pk, "occurrence_id": 0, "start_at": _FIRST}
    return Action("create", chen.pk, f"book-{number}", request, **nothing)  # type: ignore[arg-type]


def check_it_is_whole_and_told_once(vendor: Vendor, chen: User, number: int = 0) -> None:
    assert len(vendor.standing(f"Board {number}")) == _COUNT
    assert sorted(Message.objects.values_list("kind", flat=True)) == ["invitation", "own"]
    assert PortalSeries.objects.exclude(settled_at=None).count() == 1
    assert set(PortalSeries.objects.get().members.values_list("state", flat=True)) == {"booked"}


@pytest.fixture(autouse=True)
def start_anew() -> None:
    """Forget what earlier tests have left in the broker."""
    clear()


def clear() -> None:
    forget_enqueued()
    for series in PortalSeries.objects.all():
        series.members.all().delete()
        series.delete()
    Message.objects.all().delete()


def test_the_page_is_killed_at_every_moment(world: World, vendor: Vendor, chen: User) -> None:
    for moment in range(1, _MOST_LIVES):
        clear()
        action = booking_of(chen, moment)
        life = killable.live(world, action, until=moment)
        jobs_until_all_is_clear(datetime.now(UTC))
        action()  # the form is sent again
        jobs_until_all_is_clear(datetime.now(UTC))
        check_it_is_whole_and_told_once(vendor, chen, moment)
        if not life.was_killed:
            break
    assert moment > 8


def test_worker_after_worker_is_killed(world: World, vendor: Vendor, chen: User) -> None:
    """Each lives one moment longer than the one before it."""
    booking_of(chen)()
    clock = datetime.now(UTC)
    for moment in range(1, _MOST_LIVES):
        life = killable.live(world, partial(round_of_jobs, clock + moment * BETWEEN_ROUNDS), until=moment)
        if not life.was_killed:
            break
    jobs_until_all_is_clear(clock + (moment + 1) * BETWEEN_ROUNDS)
    check_it_is_whole_and_told_once(vendor, chen)


def test_taking_it_back_is_killed_at_every_moment(world: World, vendor: Vendor, chen: User) -> None:
    for moment in range(1, _MOST_LIVES):
        clear()
        booking_of(chen, moment)()
        series = PortalSeries.objects.get()
        life = killable.live(world, partial(undo, series.pk, chen.pk), until=moment)
        if not life.was_killed:
            break
        if PortalSeries.objects.filter(undone_by=None).exists():
            undo(series.pk, chen.pk)
        jobs_until_all_is_clear(datetime.now(UTC))
        assert (vendor.standing(f"Board {moment}"), Message.objects.count()) == ([], 0)
        assert set(series.members.values_list("state", flat=True)) == {"cancelled"}
    assert moment > 4


def undo(series_id: UUID, person_id: int) -> None:
    series, person = PortalSeries.objects.get(pk=series_id), User.objects.get(pk=person_id)
    portal_series.undo(series=series, by=person, now=datetime.now(UTC))
