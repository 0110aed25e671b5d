"""kill -9 at every moment of each write: it is done once at the vendor, the page says so, each mail went out once."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
import redis
from django.test import Client

from accounts.models import User
from meetings.models import Meeting
from meetings.services import withdrawing
from notifications.models import Message
from scripts.servers import start_redis
from tests.factories.vendor import Vendor
from tests.flows import killable
from tests.flows.actions import BETWEEN_ROUNDS, is_all_clear, jobs_until_all_is_clear, round_of_jobs, sync
from tests.flows.invariants import CALLS, MakeScenario, now
from tests.flows.killable import World
from tests.patience import HANG_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)

Fault = Callable[[Vendor, str], None]
FAULTS = pytest.mark.parametrize("fault", [Vendor.lose_answer, Vendor.cut_before])
MOST_LIVES = 30
EACH = pytest.mark.parametrize("call", CALLS)
# Steps a, b and c of a change (docs/architecture.md) as others see them.
LIFE = (
    *(killable.COMMITS, killable.COMMITTED),  # a: the write is a row
    *(killable.COMMITS, killable.COMMITTED),  # b: claimed,
    *(killable.WRITTEN, killable.ASKS, killable.ANSWERED),  # still held, and sent
    *(killable.COMMITS, killable.COMMITTED),  # c: what came of it, and its mails
    *(killable.ENQUEUES, killable.ENQUEUED),
)
# Nothing is read at the vendor before a booking, so that it is claimed only when it is sent.
LIFE_OF_BOOKING = (*LIFE[:2], *LIFE[4:])
SYNC = (killable.COMMITS, killable.COMMITTED, killable.ENQUEUES, killable.ENQUEUED)
# How many moments have passed then.
PLANNED, CLAIMED = 2, 4


def life_of(call: str) -> tuple[str, ...]:
    return LIFE_OF_BOOKING if call in {"create", "create_series"} else LIFE


@EACH
def test_the_page_is_killed_at_every_moment(
    world: World, make_scenario: MakeScenario, pages: Client, call: str
) -> None:
    seen, expected = set(), life_of(call)
    for moment in range(1, len(expected) + 1):
        scenario = make_scenario(call)
        life = killable.live(world, scenario.action, until=moment)
        assert life == killable.Life(expected[:moment], was_killed=True)
        state = scenario.write.state if scenario.write else ""
        seen.add((state, scenario.done_at_vendor()))
        scenario.check_page_says_how_far_it_is(pages)
        jobs_until_all_is_clear(now())
        if not state:
            assert scenario.write is None
            scenario.action()  # the person sends the form again
            jobs_until_all_is_clear(now())
        scenario.check_all_is_done_once(pages)
        scenario.action()
        assert (scenario.done_at_vendor(), is_all_clear()) == (1, True)
    assert seen == {("", 0), ("planned", 0), ("sent", 0), ("sent", 1), ("done", 1)}


@EACH
def test_the_page_is_killed_in_mid_call(
    world: World, make_scenario: MakeScenario, vendor: Vendor, pages: Client, call: str
) -> None:
    scenario = make_scenario(call)
    held = vendor.hold_answer(call)
    with killable.begun(world, scenario.action) as page:
        assert held.reached.wait(HANG_SECONDS)
        page.kill()
    assert scenario.write
    assert (scenario.write.state, scenario.done_at_vendor()) == ("sent", 1)
    scenario.action()
    scenario.check_page_says_how_far_it_is(pages)
    jobs_until_all_is_clear(now())
    scenario.check_all_is_done_once(pages)


@EACH
def test_the_worker_is_killed_in_mid_call(
    world: World, make_scenario: MakeScenario, vendor: Vendor, pages: Client, call: str
) -> None:
    scenario = make_scenario(call)
    killable.live(world, scenario.action, until=PLANNED)
    held = vendor.hold_answer(call)
    with killable.begun(world, partial(round_of_jobs, now() + BETWEEN_ROUNDS)) as worker:
        assert held.reached.wait(HANG_SECONDS)
        worker.kill()
    assert scenario.write
    assert (scenario.write.state, scenario.done_at_vendor()) == ("sent", 1)
    jobs_until_all_is_clear(now() + BETWEEN_ROUNDS)
    scenario.check_all_is_done_once(pages)


@EACH
@FAULTS
def test_worker_after_worker_is_killed(
    world: World, make_scenario: MakeScenario, vendor: Vendor, pages: Client, call: str, fault: Fault
) -> None:
    """Each lives one moment longer than the one before it."""
    deaths: list[str] = []
    scenario = make_scenario(call)
    fault(vendor, call)
    scenario.action()
    assert (scenario.write and scenario.write.state, scenario.done_at_vendor()) == (
        "unconfirmed",
        fault is Vendor.lose_answer,
    )
    for number in range(MOST_LIVES):
        at = now() + number * BETWEEN_ROUNDS
        life = killable.live(world, partial(round_of_jobs, at), until=len(deaths) + 1)
        if life.was_killed:
            deaths.append(life.moments[-1])
        elif is_all_clear():
            break
        scenario.check_page_says_how_far_it_is(pages, at)
    scenario.check_all_is_done_once(pages, copies=deaths.count(killable.MAILED))
    assert len(deaths) > 3


@EACH
def test_the_worker_is_killed_at_every_moment(
    world: World, make_scenario: MakeScenario, pages: Client, call: str
) -> None:
    """It sends what a page has left behind, and the mails."""
    deaths: list[str] = []
    while True:
        scenario = make_scenario(call)
        jobs_until_all_is_clear(now())  # the invitations to what is to be changed
        killable.live(world, scenario.action, until=PLANNED)
        at = now() + BETWEEN_ROUNDS
        life = killable.live(world, partial(round_of_jobs, at), until=len(deaths) + 1)
        if not life.was_killed:
            break
        deaths.append(life.moments[-1])
        scenario.check_page_says_how_far_it_is(pages, at)
        jobs_until_all_is_clear(at)
        scenario.check_all_is_done_once(pages, copies=deaths[-1] == killable.MAILED)
    a_mail = [killable.WRITTEN, killable.MAILS, killable.MAILED, killable.WRITTEN]
    assert deaths == [killable.ENQUEUES, killable.ENQUEUED, *LIFE[2:], *a_mail, *a_mail]


@EACH
@pytest.mark.parametrize(("fault", "moment"), [(None, killable.ENQUEUES), (Vendor.lose_answer, killable.ENQUEUED)])
def test_the_broker_is_killed_around_enqueueing(
    world: World,
    make_scenario: MakeScenario,
    vendor: Vendor,
    pages: Client,
    tmp_path: Path,
    call: str,
    fault: Fault | None,
    moment: str,
) -> None:
    """The page doesn't notice, and the sweep finds what nobody has been woken for."""
    if not world.broker_url.startswith("redis:"):
        pytest.skip("files are not killed")
    scenario = make_scenario(call)
    if fault:
        fault(vendor, call)
    expected = tuple(each for each in life_of(call) if not (fault and each == killable.ANSWERED))
    with ExitStack() as stack:
        url = start_redis(stack, tmp_path)
        with redis.Redis.from_url(url) as server:
            process = server.info("server")["process_id"]
        at = replace(world, broker_url=f"{url}/0")
        life = killable.live(at, scenario.action, until=expected.index(moment) + 1, victim=process)
    assert life.moments == expected
    assert scenario.write
    assert (scenario.write.state, scenario.done_at_vendor()) == ("unconfirmed" if fault else "done", 1)
    scenario.check_page_says_how_far_it_is(pages)
    jobs_until_all_is_clear(now())
    scenario.check_all_is_done_once(pages)


@EACH
def test_a_page_that_slept_does_nothing_that_others_have_done(
    world: World, make_scenario: MakeScenario, pages: Client, call: str
) -> None:
    """When it wakes up it has counted as dead for long: before its claim, after it, or with the answer in its hand."""
    life = life_of(call)
    moments = [PLANNED, life.index(killable.ANSWERED) + 1]
    # What is claimed only when it is sent has no moment between the two.
    for moment in moments if life is LIFE_OF_BOOKING else [*moments, CLAIMED]:
        scenario = make_scenario(call)
        with killable.asleep(world, scenario.action, at=moment):
            scenario.check_page_says_how_far_it_is(pages)
            jobs_until_all_is_clear(now() + BETWEEN_ROUNDS)
            scenario.check_all_is_done_once(pages)
        jobs_until_all_is_clear(now())
        scenario.check_all_is_done_once(pages)


@pytest.mark.parametrize("call", ["create", "create_series"])
def test_worker_after_worker_is_killed_while_it_clears_up(
    world: World, make_scenario: MakeScenario, vendor: Vendor, call: str
) -> None:
    """A booking that was withdrawn while it was unconfirmed: what it made goes again, and nobody hears of it."""
    scenario = make_scenario(call)
    vendor.lose_answer(call)
    scenario.action()
    assert scenario.meeting
    withdrawing.withdraw(meeting=scenario.meeting, by=scenario.chen, now=now())
    deaths = 0
    for number in range(MOST_LIVES):
        life = killable.live(world, partial(round_of_jobs, now() + number * BETWEEN_ROUNDS), until=deaths + 1)
        deaths += life.was_killed
        if is_all_clear():
            break
    assert deaths > 3
    assert (vendor.standing(scenario.subject), scenario.meeting.state) == ([], Meeting.State.CANCELLED)
    assert not Message.objects.exists()


def test_the_sync_is_killed_at_every_moment(
    world: World, make_scenario: MakeScenario, vendor: Vendor, chen: User
) -> None:
    """What somebody has changed in the vendor's own client is told once."""
    for moment in range(1, len(SYNC) + 1):
        scenario = make_scenario("create")
        scenario.action()
        jobs_until_all_is_clear(now())
        assert scenario.meeting
        vendor.change(chen, scenario.meeting, length_minutes=60)
        at = now() + BETWEEN_ROUNDS
        assert killable.live(world, partial(sync, at), until=moment) == killable.Life(SYNC[:moment], was_killed=True)
        sync(at)
        jobs_until_all_is_clear(at)
        assert scenario.meeting.length_minutes == 60
        kinds = sorted(Message.objects.filter(about=f"meeting:{scenario.meeting.pk}").values_list("kind", flat=True))
        assert kinds == ["changed", "changed", "invitation", "own"]
        vendor.cancel_elsewhere(chen, scenario.meeting)
