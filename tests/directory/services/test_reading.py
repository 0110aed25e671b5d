"""A list is asked for once while it is fresh, by one process at a time, and what was known last stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.errors import NotLinked
from accounts.models import User
from accounts.problems import Code
from directory.entries import CloudRoom, Listing
from directory.models import VendorList
from directory.services import reading
from directory.services.reading import ListKey, read_list
from hwmeeting import Unreachable
from l10n.problem import Problem
from tests.factories.rooms import make_room

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ROOM, OTHER = make_room(1), make_room(2)


class Asked:
    """The vendor: what it answers, or raises, and how often it was asked."""

    def __init__(self, *answers: list[CloudRoom] | Exception) -> None:
        self.answers, self.times = list(answers), 0

    def __call__(self) -> list[CloudRoom]:
        self.times += 1
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def read(chen: User) -> Callable[..., Listing[CloudRoom]]:
    assert chen.tenant_id is not None
    key = ListKey(VendorList.Kind.ROOMS, chen.tenant_id, chen.pk)

    def read(asked: Asked, *, later: timedelta = timedelta()) -> Listing[CloudRoom]:
        return read_list(key=key, fetch=asked, load=CloudRoom.from_json, now=NOW + later)

    return read


def test_read_list_asks_again_only_once_it_is_old(read: Callable[..., Listing[CloudRoom]]) -> None:
    asked = Asked([ROOM], [ROOM, OTHER])
    fresh = Listing((ROOM,), NOW, is_stale=False)
    just_before = reading.FRESH_FOR - timedelta(seconds=1)
    assert [read(asked), read(asked, later=just_before)] == [fresh, fresh]
    assert asked.times == 1
    later = read(asked, later=reading.FRESH_FOR)
    assert later == Listing((ROOM, OTHER), NOW + reading.FRESH_FOR, is_stale=False)


@pytest.mark.parametrize("error", [Unreachable(), NotLinked(Problem(Code.NO_ORGANISATION))])
def test_read_list_returns_the_last_known_while_nobody_answers(
    error: Exception, read: Callable[..., Listing[CloudRoom]]
) -> None:
    read(Asked([ROOM]))
    asked = Asked(error, [OTHER])
    old = reading.FRESH_FOR
    last_known = Listing((ROOM,), NOW, is_stale=True)
    assert [read(asked, later=old), read(asked, later=old + timedelta(seconds=1))] == [last_known] * 2
    assert asked.times == 1, "who looks again at once doesn't wait again"
    again = old + reading.TRY_AGAIN_AFTER
    assert read(asked, later=again) == Listing((OTHER,), NOW + again, is_stale=False)


def test_read_list_that_never_was_answered(read: Callable[..., Listing[CloudRoom]]) -> None:
    assert read(Asked(Unreachable())) == Listing((), None, is_stale=True)


def test_read_list_asks_once_for_two_at_a_time(read: Callable[..., Listing[CloudRoom]]) -> None:
    inner = Asked()
    seen: list[Listing[CloudRoom]] = []

    class Slow(Asked):
        def __call__(self) -> list[CloudRoom]:
            seen.append(read(inner))
            return super().__call__()

    assert read(Slow([ROOM])) == Listing((ROOM,), NOW, is_stale=False)
    assert (seen, inner.times) == ([Listing((), None, is_stale=True)], 0)


@pytest.mark.parametrize("count", [1, 50])
def test_read_list_takes_one_query_while_it_is_fresh(
    count: int, read: Callable[..., Listing[CloudRoom]], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    read(Asked([replace(ROOM, id=f"{number}") for number in range(count)]))
    with django_assert_num_queries(1):
        assert len(read(Asked()).entries) == count
