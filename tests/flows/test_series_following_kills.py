"""kill -9 at every moment while one occurrence and those that follow are moved or cancelled: done once, told once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from uuid import UUID

import pytest

from accounts.models import User
from meetings.models import Meeting
from meetings.services import booking, occurrences
from notifications.models import Message
from tests.factories.vendor import Vendor
from tests.flows import killable
from tests.flows.actions import BETWEEN_ROUNDS, forget_enqueued, is_all_clear, jobs_until_all_is_clear, round_of_jobs
from tests.flows.killable import World
from tests.flows.test_series import days, every_second_day, request_of

pytestmark = pytest.mark.django_db(transaction=True)

MOST_LIVES = 60
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Following:
    """The form about the third of four occurrences and the one after it."""

    meeting_id: UUID
    occurrence_id: int
    person_id: int
    moves: bool

    def __call__(self) -> None:
        meeting = Meeting.objects.select_related("organiser", "tenant__application").get(pk=self.meeting_id)
        by, row = User.objects.get(pk=self.person_id), meeting.occurrences.get(pk=self.occurrence_id)
        form = {"meeting": meeting, "occurrence": row, "by": by, "reference": f"f-{meeting.pk.hex[:20]}"}
        form["now"] = datetime.now(UTC)
        if self.moves:
            start_at = days(4, hours=1)[0]
            occurrences.edit_following(**form, start_at=start_at, length_minutes=45)  # type: ignore[arg-type]
        else:
            occurrences.cancel_following(**form)  # type: ignore[arg-type]


def follow(chen: User, *, moves: bool, number: int) -> Following:
    request = request_of(subject=f"Board {number}", repeats=every_second_day(4))
    meeting = booking.book(organiser=chen, request=request, reference=f"b-{number}-{moves}", now=datetime.now(UTC))
    jobs_until_all_is_clear(datetime.now(UTC))
    Message.objects.all().delete()
    return Following(meeting.pk, meeting.occurrences.all()[2].pk, chen.pk, moves)


def check(vendor: Vendor, chen: User, form: Following) -> None:
    meeting = Meeting.objects.get(pk=form.meeting_id)
    wanted = [*days(0, 2), *(days(4, 6, hours=1) if form.moves else [])]
    held = list(meeting.occurrences.held().values_list("start_at", flat=True))
    theirs = [one.start_at for one in vendor.detail(chen, meeting).meeting.occurrences]
    assert (held, theirs) == (wanted, wanted)
    assert sorted(Message.objects.values_list("kind", flat=True)) == ["changed" if form.moves else "cancelled"] * 2


BOTH = pytest.mark.parametrize("moves", [True, False], ids=["moved", "cancelled"])


@pytest.fixture(autouse=True)
def start_anew() -> None:
    forget_enqueued()


@BOTH
def test_the_page_is_killed_at_every_moment(world: World, vendor: Vendor, chen: User, *, moves: bool) -> None:
    for moment in range(1, MOST_LIVES):
        form = follow(chen, moves=moves, number=moment)
        life = killable.live(world, form, until=moment)
        jobs_until_all_is_clear(datetime.now(UTC))
        form()  # the form is sent again
        jobs_until_all_is_clear(datetime.now(UTC))
        check(vendor, chen, form)
        if not life.was_killed:
            break
    assert moment > 6


@BOTH
def test_worker_after_worker_is_killed(world: World, vendor: Vendor, chen: User, *, moves: bool) -> None:
    """Each lives one moment longer than the one before it, and the first answer is lost."""
    form = follow(chen, moves=moves, number=0)
    vendor.lose_answer("edit_occurrence" if moves else "cancel_occurrence")
    form()
    clock, number = datetime.now(UTC), 0
    while not is_all_clear():
        number += 1
        killable.live(world, partial(round_of_jobs, clock + number * BETWEEN_ROUNDS), until=number)
        assert number < MOST_LIVES
    check(vendor, chen, form)
