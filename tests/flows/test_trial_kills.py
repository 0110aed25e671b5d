"""A trial of the connection whose process dies at any moment leaves no meeting at the vendor."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from accounts.models import Tenant, User
from meetings.models import Meeting, TrialMeeting
from meetings.services import trials
from tests.factories.vendor import Vendor
from tests.flows import killable
from tests.flows.actions import BETWEEN_ROUNDS, forget_enqueued, round_of_jobs
from tests.flows.killable import World

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Trial:
    """One click, which any process can do."""

    by: int

    def __call__(self) -> None:
        trials.run(by=User.objects.get(pk=self.by), tenant=Tenant.objects.get(name="Qingshan"), now=datetime.now(UTC))


def test_a_trial_that_is_killed_leaves_nothing(world: World, vendor: Vendor, chen: User, zhao: User) -> None:
    forget_enqueued()
    vendor.details(chen)  # signed in once and for all
    Tenant.objects.update(administrator_user_id="chen")
    moments: list[str] = []
    while True:
        life = killable.live(world, Trial(zhao.pk), until=len(moments) + 1)
        now = datetime.now(UTC)
        for number in range(1, 9):
            round_of_jobs(now + number * BETWEEN_ROUNDS)
            trials.take_back_left_over(now=now + number * BETWEEN_ROUNDS)
        assert TrialMeeting.objects.filter(next_attempt_at__isnull=False).count() == 0
        assert vendor.details(chen) == []
        assert set(Meeting.objects.values_list("state", flat=True)) <= {"cancelled", "refused"}
        if not life.was_killed:
            break
        moments.append(life.moments[-1])
    assert moments.count(killable.ASKS) >= 2  # booked and cancelled
    assert {killable.COMMITTED, killable.ANSWERED} <= set(moments)
