"""kill -9 at every moment while several meetings of a series are changed or cancelled: done once, told once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

import pytest

from accounts.models import User
from meetings.models import Meeting, PortalSeries, SeriesChange
from meetings.services import series_changes
from notifications.models import Message
from tests.factories.booking_requests import same
from tests.factories.vendor import Vendor
from tests.flows import killable
from tests.flows.actions import BETWEEN_ROUNDS, forget_enqueued, is_all_clear, jobs_until_all_is_clear, round_of_jobs
from tests.flows.killable import World
from tests.flows.test_portal_series_kills import booking_of

pytestmark = pytest.mark.django_db(transaction=True)

_HOUR = timedelta(hours=1)
_MOST_LIVES = 90


@dataclass(frozen=True)
class Change:
    """The form about the fifth of six meetings and the one after it."""

    meeting_id: UUID
    person_id: int
    start_at: datetime
    cancels: bool

    def __call__(self) -> None:
        related = ("organiser", "tenant__application", "portal_series")
        first = Meeting.objects.select_related(*related).get(pk=self.meeting_id)
        by, now = User.objects.get(pk=self.person_id), datetime.now(UTC)
        reference = f"change-{self.meeting_id.hex[:20]}"
        if self.cancels:
            series_changes.cancel_following(first=first, by=by, reference=reference, now=now)
        else:
            request = same(first, start_at=self.start_at)
            series_changes.edit_following(first=first, by=by, request=request, reference=reference, now=now)


def make(vendor: Vendor, chen: User, number: int, *, cancels: bool) -> Change:
    forget_enqueued()
    SeriesChange.objects.all().delete()
    for series in PortalSeries.objects.all():
        series.members.all().delete()
        series.delete()
    booking_of(chen, number)()
    jobs_until_all_is_clear(datetime.now(UTC))
    Message.objects.all().delete()
    first = PortalSeries.objects.get().members.order_by("start_at")[4]
    return Change(first.pk, chen.pk, first.start_at + _HOUR, cancels)


def check(vendor: Vendor, number: int, *, cancels: bool) -> None:
    series = PortalSeries.objects.get()
    states = list(series.members.order_by("start_at").values_list("state", flat=True))
    assert states == [*["booked"] * 4, *["cancelled" if cancels else "booked"] * 2]
    assert len(vendor.standing(f"Board {number}")) == (4 if cancels else 6)
    moved = [m for m in series.members.all() if m.start_at != m.occurrences.get().original_start_at]
    assert len(moved) == (0 if cancels else 2)
    assert sorted(Message.objects.values_list("kind", flat=True)) == ["cancelled" if cancels else "changed"] * 2
    assert not SeriesChange.objects.filter(settled_at=None).exists()


BOTH = pytest.mark.parametrize("cancels", [False, True], ids=["moved", "cancelled"])


@BOTH
def test_the_page_is_killed_at_every_moment(world: World, vendor: Vendor, chen: User, *, cancels: bool) -> None:
    for moment in range(1, _MOST_LIVES):
        change = make(vendor, chen, moment, cancels=cancels)
        life = killable.live(world, change, until=moment)
        jobs_until_all_is_clear(datetime.now(UTC))
        change()  # the form is sent again
        jobs_until_all_is_clear(datetime.now(UTC))
        check(vendor, moment, cancels=cancels)
        if not life.was_killed:
            break
    assert moment > 2


@BOTH
def test_worker_after_worker_is_killed(world: World, vendor: Vendor, chen: User, *, cancels: bool) -> None:
    """Each lives one moment longer than the one before it, and the first answer is lost."""
    change = make(vendor, chen, 0, cancels=cancels)
    vendor.lose_answer("cancel" if cancels else "edit")
    change()
    clock, number = datetime.now(UTC), 0
    while not is_all_clear() or SeriesChange.objects.filter(settled_at=None).exists():
        number += 1
        killable.live(world, partial(round_of_jobs, clock + number * BETWEEN_ROUNDS), until=number)
        assert number < _MOST_LIVES
    check(vendor, 0, cancels=cancels)
