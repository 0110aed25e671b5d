"""kill -9 at every moment while a series is divided: each date is held once, and everybody is told once."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

import pytest

from accounts.models import User
from meetings.models import Meeting
from meetings.services import booking, splitting
from notifications.models import Message
from tests.factories.vendor import Vendor
from tests.flows import killable
from tests.flows.actions import BETWEEN_ROUNDS, forget_enqueued, is_all_clear, jobs_until_all_is_clear, round_of_jobs
from tests.flows.killable import World
from tests.flows.test_series import days, every_second_day, request_of, same

pytestmark = pytest.mark.django_db(transaction=True)

_MOST_LIVES = 80


@dataclass(frozen=True)
class Division:
    """The form about the third of four occurrences and the one after it."""

    meeting_id: UUID
    occurrence_id: int
    person_id: int

    def __call__(self) -> None:
        meeting = Meeting.objects.select_related("organiser", "tenant__application").get(pk=self.meeting_id)
        row = meeting.occurrences.filter(pk=self.occurrence_id).first()
        if row is None:  # it is the other one's by now, and the page of this one is shown
            return
        splitting.split(
            meeting=meeting,
            occurrence=row,
            only=False,
            by=User.objects.get(pk=self.person_id),
            request=same(
                meeting, start_at=days(4)[0], repeats=every_second_day(4), subject=f"{meeting.subject}, second half"
            ),
            reference=f"split-{self.meeting_id.hex[:20]}",
            now=datetime.now(UTC),
        )


def division(chen: User, number: int) -> Division:
    forget_enqueued()
    request = request_of(subject=f"Board {number}", repeats=every_second_day(4))
    meeting = booking.book(organiser=chen, request=request, reference=f"b-{number}", now=datetime.now(UTC))
    jobs_until_all_is_clear(datetime.now(UTC))
    Message.objects.all().delete()
    return Division(meeting.pk, meeting.occurrences.all()[2].pk, chen.pk)


def check(vendor: Vendor, chen: User, form: Division) -> None:
    old = Meeting.objects.get(pk=form.meeting_id)
    (new,) = Meeting.objects.filter(subject=f"{old.subject}, second half")
    for meeting, wanted in ((old, days(0, 2)), (new, days(4, 6))):
        held = list(meeting.occurrences.held().values_list("start_at", flat=True))
        theirs = [one.start_at for one in vendor.detail(chen, meeting).meeting.occurrences]
        assert (held, theirs) == (wanted, wanted)
        assert len(vendor.standing(meeting.subject)) == 1
    assert old.family == new.family == old.pk
    assert sorted(Message.objects.values_list("kind", flat=True)) == ["changed", "changed", "invitation", "own"]


def test_the_page_is_killed_at_every_moment(world: World, vendor: Vendor, chen: User) -> None:
    for moment in range(1, _MOST_LIVES):
        form = division(chen, moment)
        life = killable.live(world, form, until=moment)
        jobs_until_all_is_clear(datetime.now(UTC))
        form()  # the form is sent again
        jobs_until_all_is_clear(datetime.now(UTC))
        check(vendor, chen, form)
        if not life.was_killed:
            break
    assert moment > 6


@pytest.mark.parametrize("call", ["create_series", "cancel_occurrence"])
def test_worker_after_worker_is_killed(world: World, vendor: Vendor, chen: User, call: str) -> None:
    """Each lives one moment longer than the one before it, and an answer is lost."""
    form = division(chen, 0)
    vendor.lose_answer(call)
    form()
    clock, number = datetime.now(UTC), 0
    while not is_all_clear():
        number += 1
        killable.live(world, partial(round_of_jobs, clock + number * BETWEEN_ROUNDS), until=number)
        assert number < _MOST_LIVES
    check(vendor, chen, form)
