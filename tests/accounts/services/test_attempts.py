"""Attempts are counted exactly, and a window ends when it was to end."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from accounts.models import AttemptWindow
from accounts.services import attempts

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
WINDOW = timedelta(minutes=10)


def count(after: timedelta = timedelta(), key: str = "join-miss:1") -> int:
    return attempts.count_attempt(key=key, window=WINDOW, now=NOW + after)


def test_two_hundred_attempts_of_twenty_threads_are_two_hundred() -> None:
    found: list[int] = []

    def try_ten_times() -> None:
        found.extend(count() for _ in range(10))
        connection.close()

    threads = [threading.Thread(target=try_ten_times) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(1, 201))


def test_a_later_attempt_does_not_prolong_the_window() -> None:
    assert [count(timedelta(minutes=minutes)) for minutes in (0, 6, 9)] == [1, 2, 3]
    assert AttemptWindow.objects.get().ends_at == NOW + WINDOW
    assert [count(timedelta(minutes=minutes)) for minutes in (10, 19, 20)] == [1, 2, 1]


def test_keys_are_counted_apart() -> None:
    assert [count(), count(key="other"), count()] == [1, 1, 2]


def test_delete_over_leaves_the_windows_that_go_on() -> None:
    count()
    count(timedelta(minutes=5), key="other")
    assert attempts.delete_over(now=NOW + WINDOW) == 1
    assert AttemptWindow.objects.get().key == "other"


def test_take_back_counts_one_less_and_never_below_none() -> None:
    count()
    count()
    attempts.take_back(key="join-miss:1")
    assert count() == 2
    for _ in range(3):
        attempts.take_back(key="join-miss:1")
    assert count() == 1
    attempts.take_back(key="of nobody")
