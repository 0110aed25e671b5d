"""Find what was held by its words or by whose it is, at about the same cost among a thousand and a million.

SQLite would look at each row of the history. Here each session has a place, in the order of starts, and what has a
word or a scheduler is a set of places. It is kept in memory, and made anew once a session more has ended.
"""

import sqlite3
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sandbox.state import bits
from sandbox.state.meetings import Meeting

_DIGITS = "0123456789"
# A set that has fewer than one place in so many is kept as the places themselves.
_SPARSE = 64


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for in a span, both ends inclusive.

    ``schedulers`` and ``numbers`` say whose meetings, None for anybody's: those of a scheduler, or that have one of
    the meeting IDs. ``search`` is a part of a subject or of a meeting ID, or else the scheduler is one of ``named``.
    """

    since: int
    until: int
    schedulers: Collection[str] | None = None
    numbers: Collection[str] = ()
    search: str = ""
    named: Collection[str] = ()


class _Places:
    """Sets of places by a word."""

    def __init__(self, found: dict[str, list[int]], size: int) -> None:
        self._size = size
        self._few = {word: places for word, places in found.items() if len(places) * _SPARSE < size}
        self._many = {word: bits.of_places(places, size) for word, places in found.items() if word not in self._few}

    def of(self, words: Iterable[str]) -> int:
        few: list[int] = []
        found = 0
        for word in words:
            few += self._few.get(word, ())
            found |= self._many.get(word, 0)
        return found | bits.of_places(few, self._size) if few else found

    def containing(self, part: str) -> int:
        return self.of([word for words in (self._few, self._many) for word in words if part in word])


class EndedIndex:
    """The sessions of one enterprise that have ended."""

    def __init__(self, rows: Iterable[sqlite3.Row]) -> None:
        self._rowids: list[int] = []
        self._starts: list[int] = []
        numbers, schedulers, subjects = [], defaultdict[str, list[int]](list), defaultdict[str, list[int]](list)
        for place, (rowid, started_at, number, scheduler, subject) in enumerate(rows):
            self._rowids.append(rowid)
            self._starts.append(started_at)
            numbers.append(number)
            schedulers[scheduler].append(place)
            subjects[subject.lower()].append(place)
        size = len(numbers)
        self._schedulers, self._subjects = _Places(schedulers, size), _Places(subjects, size)
        self._columns = _columns(numbers)

    def page(self, asked: Asked, *, is_ascending: bool, offset: int, limit: int) -> tuple[list[int], int]:
        """Return the rowids of one page of sessions, and how many there are in all."""
        found = bits.of_span(bisect_left(self._starts, asked.since), bisect_right(self._starts, asked.until))
        if asked.schedulers is not None:
            whose = self._schedulers.of(asked.schedulers)
            for number in asked.numbers:
                whose |= self._numbered(number, is_whole=True)
            found &= whose
        if asked.search:
            found &= self._saying(asked.search.lower()) | self._schedulers.of(asked.named)
        count = found.bit_count()
        if is_ascending:
            places = bits.page(found, offset, limit)
        else:
            first = max(0, count - offset - limit)
            places = bits.page(found, first, max(0, count - offset - first))[::-1]
        return [self._rowids[place] for place in places], count

    def _saying(self, search: str) -> int:
        return self._subjects.containing(search) | self._numbered(search, is_whole=False)

    def _numbered(self, number: str, *, is_whole: bool) -> int:
        """Return those whose meeting ID is ``number``, or contains it."""
        width = len(self._columns)
        if is_whole and len(number) != width:
            number = f"{number:\0<{width}}"
        found = 0
        for start in range(width - len(number) + 1):
            matching = -1
            for column, sign in zip(self._columns[start:], number, strict=False):
                matching &= column.get(sign, 0)
            found |= matching
        return found


def _columns(numbers: list[str]) -> list[dict[str, int]]:
    """Return, for each place in a meeting ID, the set of sessions for each digit that can stand there."""
    width = max(map(len, numbers), default=0)
    # The first bit of a number is the last that is written.
    text = "".join(f"{number:\0<{width}}" for number in reversed(numbers))
    signs = "".join(sorted({"\0", *_DIGITS, *text}))
    return [
        {
            sign: int(text[place::width].translate({ord(other): str(int(other == sign)) for other in signs}), 2)
            for sign in signs
        }
        for place in range(width)
    ]


_indexes: "WeakKeyDictionary[sqlite3.Connection, dict[str, tuple[str, EndedIndex]]]" = WeakKeyDictionary()


def find_page(
    db: sqlite3.Connection, corp_id: str, asked: Asked, *, is_ascending: bool, offset: int, limit: int
) -> tuple[list[tuple[str, Meeting]], int]:
    """Return one page of (confUUID, the meeting as it was), and how many there are in all."""
    rowids, count = _index(db, corp_id).page(asked, is_ascending=is_ascending, offset=offset, limit=limit)
    marks = ", ".join("?" * len(rowids))
    rows = db.execute(f"SELECT rowid, conf_uuid, meeting FROM sessions WHERE rowid IN ({marks})", rowids)  # noqa: S608
    found = {rowid: (conf_uuid, Meeting.from_json(meeting)) for rowid, conf_uuid, meeting in rows}
    return [found[rowid] for rowid in rowids], count


def _index(db: sqlite3.Connection, corp_id: str) -> EndedIndex:
    row = db.execute("SELECT version FROM ended_version").fetchone()
    version = row[0] if row else ""
    kept = _indexes.setdefault(db, {})
    if corp_id not in kept or kept[corp_id][0] != version:
        kept[corp_id] = version, _read(db, corp_id)
    return kept[corp_id][1]


def _read(db: sqlite3.Connection, corp_id: str) -> EndedIndex:
    return EndedIndex(
        db.execute(
            """
            SELECT rowid, started_at, conference_id,
                   json_extract(meeting, '$.scheduler_uuid'), json_extract(meeting, '$.fields.subject')
            FROM sessions WHERE ended_at IS NOT NULL AND corp_id = ? ORDER BY started_at, conf_uuid
            """,
            (corp_id,),
        )
    )
