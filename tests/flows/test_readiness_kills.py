"""kill -9 at every moment of a check before a meeting: its organiser gets one mail, never two and never none."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from meetings.models import ReadinessCheck
from meetings.services import booking, readiness
from notifications.models import Message
from tests.factories.booking_requests import asked, tomorrow
from tests.factories.vendor import Vendor
from tests.flows import killable
from tests.flows.actions import forget_enqueued
from tests.flows.killable import World

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Check:
    """What clock and worker do."""

    now: datetime

    def __call__(self) -> None:
        readiness.sweep(now=self.now)
        for check_id in ReadinessCheck.objects.due(self.now).values_list("pk", flat=True):
            readiness.check(check_id=check_id, now=self.now)


def test_a_check_that_is_killed_is_one_mail(world: World, vendor: Vendor, chen: User) -> None:
    forget_enqueued()
    start = tomorrow(1)
    meeting = booking.book(organiser=chen, request=asked(start_at=start), reference="book", now=datetime.now(UTC))
    vendor.cancel_elsewhere(chen, meeting)
    soon, moments = start - timedelta(minutes=30), list[str]()
    while True:
        ReadinessCheck.objects.all().delete()
        Message.objects.all().delete()
        life = killable.live(world, Check(soon), until=len(moments) + 1)
        for minutes in (1, 3, 5):
            Check(soon + timedelta(minutes=minutes))()
        (row,) = ReadinessCheck.objects.all()
        assert (row.next_attempt_at, Message.objects.filter(kind="not_ready").count()) == (None, 1)
        if not life.was_killed:
            break
        moments.append(life.moments[-1])
    assert {killable.COMMITS, killable.COMMITTED, killable.ENQUEUES, killable.ENQUEUED} <= set(moments)
