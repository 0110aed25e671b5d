"""Watching as a process of its own, which may be killed."""

import time
from collections.abc import Callable
from functools import partial

import pytest
from django.core.management import call_command

from control.models import RunningMeeting
from control.services import watching
from meetings.models import Meeting
from tests.control.watched import Crowd, names
from tests.factories.vendor import Vendor
from tests.flows.killable import World, begun
from tests.patience import HANG_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)


def never() -> bool:
    return False


def wait_until(is_so: Callable[[], bool]) -> float:
    """Return how many seconds it took."""
    began = time.monotonic()
    while not is_so():
        assert time.monotonic() - began < HANG_SECONDS, list(RunningMeeting.objects.values())
        time.sleep(0.05)
    return time.monotonic() - began


def test_one_that_is_killed_loses_nothing_but_seconds(world: World, vendor: Vendor, running: Meeting) -> None:
    crowd, watch = Crowd(vendor, running), partial(watching.watch, is_ending=never)
    with begun(world, watch) as first:
        wait_until(lambda: names(running) == ["Anna"])
        first.kill()
    crowd.come("Ben")
    with begun(world, watch):
        wait_until(lambda: names(running) == ["Anna", "Ben"])


def test_the_command_ends_on_term_and_hands_over(world: World, running: Meeting) -> None:
    with begun(world, partial(call_command, "watch")) as command:
        wait_until(lambda: names(running) == ["Anna"])
        command.terminate()
        command.join(HANG_SECONDS)
        assert command.exitcode == 0
    assert (names(running), RunningMeeting.objects.get().lease_owner) == (["Anna"], "")
