"""Lists that may change while they are read page by page: read again until nothing can have been missed."""

from collections.abc import Callable, Iterator
from typing import Protocol, TypeVar

from hwmeeting import Page
from hwmeeting.errors import HwMeetingError

_MOST_READINGS = 3
_BATCH = 5000
LIST_CHANGES, NOT_STORED = "LIST_CHANGES", "NOT_STORED"


class _OfSession(Protocol):
    @property
    def conference_uuid(self) -> str: ...


_Row = TypeVar("_Row", bound=_OfSession)


class ListChanges(HwMeetingError):
    """The list was another one with each page, several times: a row may have slipped through between two pages."""

    def __init__(self) -> None:
        super().__init__(code=LIST_CHANGES)


class NotStored(HwMeetingError):
    """Rows of the list could be neither stored nor kept to be tried again."""

    def __init__(self) -> None:
        super().__init__(code=NOT_STORED)


def read_whole(pages: Callable[[], Iterator[Page[_Row]]], store: Callable[[list[_Row]], object]) -> int:
    """Hand every row of the list to ``store``, in batches, some of them several times; return how many there are.

    A list that grows is whole once: rows that were there move back, so that some come twice. One that has become
    shorter, or of which fewer sessions came than it counts, may have hidden one between two pages and is read again.
    Raises HwMeetingError.
    """
    for _ in range(_MOST_READINGS):
        amount = _read_once(pages(), store)
        if amount is not None:
            return amount
    raise ListChanges


def _read_once(pages: Iterator[Page[_Row]], store: Callable[[list[_Row]], object]) -> int | None:
    """Return how many rows there were, None where one may have been missed."""
    seen: set[str] = set()
    batch: list[_Row] = []
    first = last = None
    unreadable = 0
    has_shrunk = False
    for page in pages:
        first = page.count if first is None else first
        has_shrunk |= page.count is not None and last is not None and page.count < last
        last = page.count
        unreadable += page.received - len(page.rows)
        seen.update(row.conference_uuid for row in page.rows)
        batch += page.rows
        if len(batch) >= _BATCH:
            store(batch)
            batch = []
    if batch:
        store(batch)
    amount = len(seen) + unreadable
    return None if has_shrunk or amount < (first or 0) else amount
