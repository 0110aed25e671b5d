"""kill -9 at every moment of each wish: it exists once at the vendor, the page says so, each mail went out once."""

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
from tests.flows.invariants import CALLS, MakeWish, now
from tests.flows.killable import World

pytestmark = pytest.mark.django_db(transaction=True)

Fault = Callable[[Vendor, str], None]
FAULTS = pytest.mark.parametrize("fault", [Vendor.lose_answer, Vendor.cut_before])
MOST_LIVES = 30
EACH = pytest.mark.parametrize("call", CALLS)
# Steps a, b and c of a write (docs/architecture.md) as others see them.
LIFE = (
    *(killable.COMMITS, killable.COMMITTED),  # a: the wish is a row
    *(killable.COMMITS, killable.COMMITTED),  # b: claimed,
    *(killable.WRITTEN, killable.ASKS, killable.ANSWERED),  # still held, and sent
    *(killable.COMMITS, killable.COMMITTED),  # c: what came of it, and its mails
    *(killable.RINGS, killable.RUNG),
)
SYNC = (killable.COMMITS, killable.COMMITTED, killable.RINGS, killable.RUNG)
# How many moments have passed then.
PLANNED, CLAIMED, SENT = 2, 4, 7


@EACH
def test_the_page_is_killed_at_every_moment(world: World, make_wish: MakeWish, pages: Client, call: str) -> None:
    seen = set()
    for moment in range(1, len(LIFE) + 1):
        wish = make_wish(call)
        life = killable.live(world, wish.deed, until=moment)
        assert life == killable.Life(LIFE[:moment], was_killed=True)
        state = wish.write.state if wish.write else ""
        seen.add((state, wish.done_at_vendor()))
        wish.check_page_says_how_far_it_is(pages)
        jobs_until_all_is_clear(now())
        if not state:
            assert wish.write is None
            wish.deed()  # the person sends the form again
            jobs_until_all_is_clear(now())
        wish.check_all_is_done_once(pages)
        wish.deed()
        assert (wish.done_at_vendor(), is_all_clear()) == (1, True)
    assert seen == {("", 0), ("planned", 0), ("sent", 0), ("sent", 1), ("done", 1)}


@EACH
def test_the_page_is_killed_in_mid_call(
    world: World, make_wish: MakeWish, vendor: Vendor, pages: Client, call: str
) -> None:
    wish = make_wish(call)
    held = vendor.hold_answer(call)
    with killable.begun(world, wish.deed) as page:
        assert held.reached.wait(60)
        page.kill()
    assert wish.write
    assert (wish.write.state, wish.done_at_vendor()) == ("sent", 1)
    wish.deed()
    wish.check_page_says_how_far_it_is(pages)
    jobs_until_all_is_clear(now())
    wish.check_all_is_done_once(pages)


@EACH
def test_the_worker_is_killed_in_mid_call(
    world: World, make_wish: MakeWish, vendor: Vendor, pages: Client, call: str
) -> None:
    wish = make_wish(call)
    killable.live(world, wish.deed, until=PLANNED)
    held = vendor.hold_answer(call)
    with killable.begun(world, partial(round_of_jobs, now() + BETWEEN_ROUNDS)) as worker:
        assert held.reached.wait(60)
        worker.kill()
    assert wish.write
    assert (wish.write.state, wish.done_at_vendor()) == ("sent", 1)
    jobs_until_all_is_clear(now() + BETWEEN_ROUNDS)
    wish.check_all_is_done_once(pages)


@EACH
@FAULTS
def test_worker_after_worker_is_killed(
    world: World, make_wish: MakeWish, vendor: Vendor, pages: Client, call: str, fault: Fault
) -> None:
    """Each lives one moment longer than the one before it."""
    deaths: list[str] = []
    wish = make_wish(call)
    fault(vendor, call)
    wish.deed()
    assert (wish.write and wish.write.state, wish.done_at_vendor()) == ("unconfirmed", fault is Vendor.lose_answer)
    for number in range(MOST_LIVES):
        at = now() + number * BETWEEN_ROUNDS
        life = killable.live(world, partial(round_of_jobs, at), until=len(deaths) + 1)
        if life.was_killed:
            deaths.append(life.moments[-1])
        elif is_all_clear():
            break
        wish.check_page_says_how_far_it_is(pages, at)
    wish.check_all_is_done_once(pages, copies=deaths.count(killable.MAILED))
    assert len(deaths) > 3


@EACH
def test_the_worker_is_killed_at_every_moment(world: World, make_wish: MakeWish, pages: Client, call: str) -> None:
    """It sends what a page has left behind, and the mails."""
    deaths: list[str] = []
    while True:
        wish = make_wish(call)
        jobs_until_all_is_clear(now())  # the invitations to what is to be changed
        killable.live(world, wish.deed, until=PLANNED)
        at = now() + BETWEEN_ROUNDS
        life = killable.live(world, partial(round_of_jobs, at), until=len(deaths) + 1)
        if not life.was_killed:
            break
        deaths.append(life.moments[-1])
        wish.check_page_says_how_far_it_is(pages, at)
        jobs_until_all_is_clear(at)
        wish.check_all_is_done_once(pages, copies=deaths[-1] == killable.MAILED)
    a_mail = [killable.WRITTEN, killable.MAILS, killable.MAILED, killable.WRITTEN]
    assert deaths == [killable.RINGS, killable.RUNG, *LIFE[2:], *a_mail, *a_mail]


@EACH
@pytest.mark.parametrize(("fault", "moment"), [(None, killable.RINGS), (Vendor.lose_answer, killable.RUNG)])
def test_the_broker_is_killed_around_a_ring(
    world: World,
    make_wish: MakeWish,
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
    wish = make_wish(call)
    if fault:
        fault(vendor, call)
    expected = tuple(each for each in LIFE if not (fault and each == killable.ANSWERED))
    with ExitStack() as stack:
        url = start_redis(stack, tmp_path)
        with redis.Redis.from_url(url) as server:
            process = server.info("server")["process_id"]
        at = replace(world, broker_url=f"{url}/0")
        life = killable.live(at, wish.deed, until=expected.index(moment) + 1, victim=process)
    assert life.moments == expected
    assert wish.write
    assert (wish.write.state, wish.done_at_vendor()) == ("unconfirmed" if fault else "done", 1)
    wish.check_page_says_how_far_it_is(pages)
    jobs_until_all_is_clear(now())
    wish.check_all_is_done_once(pages)


@EACH
def test_a_page_that_slept_does_nothing_that_others_have_done(
    world: World, make_wish: MakeWish, pages: Client, call: str
) -> None:
    """When it wakes up it has counted as dead for long: before its claim, after it, or with the answer in its hand."""
    for moment in (PLANNED, CLAIMED, SENT):
        wish = make_wish(call)
        with killable.asleep(world, wish.deed, at=moment):
            wish.check_page_says_how_far_it_is(pages)
            jobs_until_all_is_clear(now() + BETWEEN_ROUNDS)
            wish.check_all_is_done_once(pages)
        jobs_until_all_is_clear(now())
        wish.check_all_is_done_once(pages)


@pytest.mark.parametrize("call", ["create", "create_series"])
def test_worker_after_worker_is_killed_while_it_clears_up(
    world: World, make_wish: MakeWish, vendor: Vendor, call: str
) -> None:
    """A booking that was withdrawn while it was in doubt: what it made goes again, and nobody hears of it."""
    wish = make_wish(call)
    vendor.lose_answer(call)
    wish.deed()
    assert wish.meeting
    withdrawing.withdraw(meeting=wish.meeting, by=wish.chen, now=now())
    deaths = 0
    for number in range(MOST_LIVES):
        life = killable.live(world, partial(round_of_jobs, now() + number * BETWEEN_ROUNDS), until=deaths + 1)
        deaths += life.was_killed
        if is_all_clear():
            break
    assert deaths > 3
    assert (vendor.standing(wish.subject), wish.meeting.state) == ([], Meeting.State.CANCELLED)
    assert not Message.objects.exists()


def test_the_sync_is_killed_at_every_moment(world: World, make_wish: MakeWish, vendor: Vendor, chen: User) -> None:
    """What somebody has changed in the vendor's own client is told once."""
    for moment in range(1, len(SYNC) + 1):
        wish = make_wish("create")
        wish.deed()
        jobs_until_all_is_clear(now())
        assert wish.meeting
        vendor.change(chen, wish.meeting, length_minutes=60)
        at = now() + BETWEEN_ROUNDS
        assert killable.live(world, partial(sync, at), until=moment) == killable.Life(SYNC[:moment], was_killed=True)
        sync(at)
        jobs_until_all_is_clear(at)
        assert wish.meeting.length_minutes == 60
        kinds = sorted(Message.objects.filter(about=f"meeting:{wish.meeting.pk}").values_list("kind", flat=True))
        assert kinds == ["changed", "changed", "invitation", "own"]
        vendor.cancel_elsewhere(chen, wish.meeting)
