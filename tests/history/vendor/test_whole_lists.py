"""A list that changes while it is read is read again until nothing can have been missed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from history.vendor.whole_lists import ListChanges, read_whole
from hwmeeting import EndedMeeting, Page

_NOW = datetime(2026, 5, 14, tzinfo=UTC)
_ONE = EndedMeeting("1", "", "", _NOW, _NOW, has_recording=False)


def page(uuids: str, count: int | None, *, unreadable: int = 0) -> Page[EndedMeeting]:
    rows = tuple(replace(_ONE, conference_uuid=uuid) for uuid in uuids)
    return Page(rows, len(rows) + unreadable, count)


def reading(*attempts: list[Page[EndedMeeting]]) -> Callable[[], Iterator[Page[EndedMeeting]]]:
    left = iter(attempts)
    return lambda: iter(next(left))


@pytest.mark.parametrize(
    ("attempts", "amount"),
    [
        pytest.param([[page("ab", 4), page("cd", 4)]], 4, id="as it is"),
        pytest.param([[page("ab", 3), page("bc", 4), page("d", 4)]], 4, id="one more came in the front"),
        pytest.param([[page("a", 3, unreadable=2)]], 3, id="rows that cannot be read"),
        pytest.param([[page("a", None)]], 1, id="without a count"),
        pytest.param(
            [[page("ab", 4), page("d", 3)], [page("bc", 3), page("d", 3)]], 3, id="one went while it was read"
        ),
        pytest.param([[page("ab", 4), page("bd", 4)], [page("ab", 4), page("cd", 4)]], 4, id="in another order"),
        pytest.param([[]], 0, id="nothing"),
    ],
)
def test_read_whole(attempts: list[list[Page[EndedMeeting]]], amount: int) -> None:
    stored: set[str] = set()
    found = read_whole(reading(*attempts), lambda rows: stored.update(one.conference_uuid for one in rows))
    assert found == amount
    assert len(stored) >= amount - 2


def test_read_whole_gives_up_on_a_list_that_never_stands_still() -> None:
    changing = [page("ab", 4), page("bd", 4)]
    with pytest.raises(ListChanges):
        read_whole(reading(*[changing] * 3), lambda rows: None)
