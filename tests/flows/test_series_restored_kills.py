"""kill -9 at every moment of a change of a series and of what follows it: changed occurrences stay changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from meetings.models import Meeting
from meetings.services import occurrences
from notifications.models import Message
from notifications.rendering import message_id
from tests.factories.vendor import Vendor
from tests.flows import killable
from tests.flows.actions import BETWEEN_ROUNDS, is_all_clear, jobs_until_all_is_clear, round_of_jobs
from tests.flows.invariants import FIRST, MakeScenario, Scenario, now
from tests.flows.killable import World

pytestmark = pytest.mark.django_db(transaction=True)

READINGS = pytest.mark.parametrize("reading", ["renews", "keeps"])
MOST_LIVES = 60
CALLS = ("edit_series", "edit_occurrence", "cancel_occurrence")
MOVED = FIRST + timedelta(days=3)
# The first is two hours later, the second stays where it was moved to, the third is off.
WANTED = [FIRST + timedelta(hours=2), MOVED]
Fault = Callable[[Vendor, str], None]


@dataclass
class Restored:
    """A series of three, one moved and one off, that is to be held two hours later; and what must be true then."""

    scenario: Scenario
    vendor: Vendor
    reading: str
    done_before: dict[str, int]

    @property
    def meeting(self) -> Meeting:
        meeting = self.scenario.meeting
        assert meeting
        return meeting

    def check_invitees_never_see_another_time(self) -> None:
        """Of what was moved or is off: at any moment of the change."""
        starts = set(self.meeting.occurrences.held().values_list("start_at", flat=True))
        assert MOVED in starts
        assert len(starts) == 2

    def check_all_is_done_once(self, *, copies: int = 0) -> None:
        done = {call: len(self.vendor.sent(call)) - before for call, before in self.done_before.items()}
        # Who keeps what was moved keeps nothing off.
        moves = 1 if self.reading == "renews" else 0
        assert done == {"edit_series": 1, "edit_occurrence": moves, "cancel_occurrence": 1}
        held = self.meeting.occurrences.held().values_list("start_at", "vendor_sub_conference_id")
        theirs = self.vendor.detail(self.scenario.chen, self.meeting).meeting.occurrences
        assert list(held) == [(one.start_at, one.occurrence_id) for one in theirs]
        assert [start_at for start_at, _ in held] == WANTED
        messages = Message.objects.filter(about=f"meeting:{self.meeting.pk}")
        assert sorted(messages.values_list("kind", flat=True)) == ["changed", "changed"]
        beginning = self.scenario.subject.split()[0]
        mails = [mail for mail in self.scenario.inbox.mails if beginning in mail["Subject"]]
        changed = [mail for mail in mails if mail["Message-ID"] in {message_id(message) for message in messages}]
        assert len(changed) == 2 + copies


MakeRestored = Callable[[str], Restored]


@pytest.fixture
def make_restored(vendor: Vendor, make_scenario: MakeScenario) -> MakeRestored:
    def make(reading: str) -> Restored:
        vendor.assume(series_edit=reading)
        scenario = make_scenario("edit_series")
        meeting = scenario.meeting
        assert meeting
        _first, second, third = meeting.occurrences.all()
        changes: dict[str, Any] = {"meeting": meeting, "by": scenario.chen, "now": now()}
        reference = scenario.action.reference
        occurrences.edit(
            occurrence=second, start_at=MOVED, length_minutes=45, reference=f"{reference}-move", **changes
        )
        occurrences.cancel(occurrence=third, reference=f"{reference}-skip", **changes)
        jobs_until_all_is_clear(now())
        Message.objects.all().delete()
        return Restored(scenario, vendor, reading, {call: len(vendor.sent(call)) for call in CALLS})

    return make


@READINGS
def test_the_page_is_killed_at_every_moment(world: World, make_restored: MakeRestored, reading: str) -> None:
    deaths: list[str] = []
    while True:
        restored = make_restored(reading)
        life = killable.live(world, restored.scenario.action, until=len(deaths) + 1)
        if not life.was_killed:
            break
        deaths.append(life.moments[-1])
        restored.check_invitees_never_see_another_time()
        jobs_until_all_is_clear(now())
        restored.scenario.action()  # where nothing was stored the person sends the form again
        jobs_until_all_is_clear(now())
        restored.check_all_is_done_once()
    assert deaths[-4:] == [killable.ENQUEUES, killable.ENQUEUED] * 2


@READINGS
def test_the_worker_is_killed_at_every_moment(world: World, make_restored: MakeRestored, reading: str) -> None:
    deaths: list[str] = []
    while True:
        restored = make_restored(reading)
        restored.scenario.action()
        at = now() + BETWEEN_ROUNDS
        life = killable.live(world, partial(round_of_jobs, at), until=len(deaths) + 1)
        if not life.was_killed:
            break
        deaths.append(life.moments[-1])
        restored.check_invitees_never_see_another_time()
        jobs_until_all_is_clear(at)
        restored.check_all_is_done_once(copies=deaths[-1] == killable.MAILED)
    assert deaths.count(killable.ANSWERED) == (2 if reading == "renews" else 1)


@READINGS
@pytest.mark.parametrize("fault", [Vendor.lose_answer, Vendor.cut_before])
def test_worker_after_worker_is_killed(
    world: World, make_restored: MakeRestored, vendor: Vendor, reading: str, fault: Fault
) -> None:
    """Each lives one moment longer than the one before it, and both writes lose their first answer."""
    deaths: list[str] = []
    restored = make_restored(reading)
    fault(vendor, "cancel_occurrence")
    if reading == "renews":
        fault(vendor, "edit_occurrence")
    restored.scenario.action()
    for number in range(MOST_LIVES):
        life = killable.live(world, partial(round_of_jobs, now() + number * BETWEEN_ROUNDS), until=len(deaths) + 1)
        if life.was_killed:
            deaths.append(life.moments[-1])
        elif is_all_clear():
            break
        restored.check_invitees_never_see_another_time()
    restored.check_all_is_done_once(copies=deaths.count(killable.MAILED))
    assert len(deaths) > 3


@READINGS
def test_a_worker_that_slept_does_nothing_that_others_have_done(
    world: World, make_restored: MakeRestored, reading: str
) -> None:
    """It wakes up with the answer to the first of the writes in its hand, or just before its call."""
    for moment in (killable.ASKS, killable.ANSWERED):
        moments = _moments_of_a_worker(world, make_restored, reading)
        restored = make_restored(reading)
        restored.scenario.action()
        at = now() + BETWEEN_ROUNDS
        with killable.asleep(world, partial(round_of_jobs, at), at=moments.index(moment) + 1):
            if moment == killable.ANSWERED:
                jobs_until_all_is_clear(at + BETWEEN_ROUNDS)
        jobs_until_all_is_clear(at + 2 * BETWEEN_ROUNDS)
        restored.check_all_is_done_once()


def _moments_of_a_worker(world: World, make_restored: MakeRestored, reading: str) -> tuple[str, ...]:
    restored = make_restored(reading)
    restored.scenario.action()
    return killable.live(world, partial(round_of_jobs, now() + BETWEEN_ROUNDS)).moments
