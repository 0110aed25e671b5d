"""The filters of the list of past meetings, as they stand in its address."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from directory.entries import CloudRoom
from history.queries.narrowing import Filters

_LONGEST = 200
# Beyond these there are no meetings, and near the ends of the calendar a zone's midnight has no time in UTC.
_FIRST, _LAST = date(2000, 1, 1), date(2100, 1, 1)


class PastFilters(NamedTuple):
    """What was typed: ``since`` and ``until`` are days, the last of which counts too; None for what is no day."""

    words: str
    host: str
    attendee: str
    room: str
    tag: str
    since: date | None
    until: date | None
    with_cancelled: bool
    is_recorded: bool
    is_everybody: bool

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "PastFilters":
        """Return what an address asks for; anything odd in it narrows nothing."""
        return cls(
            words=_text(query.get("q", "")),
            host=_text(query.get("host", "")),
            attendee=_text(query.get("with", "")),
            room=_text(query.get("room", "")),
            tag=_text(query.get("tag", "")),
            since=_day(query.get("since", "")),
            until=_day(query.get("until", "")),
            with_cancelled=query.get("cancelled") == "1",
            is_recorded=query.get("recorded") == "1",
            is_everybody=query.get("everybody") == "1",
        )

    @property
    def is_reversed(self) -> bool:
        """Return whether the last day is before the first one."""
        return self.since is not None and self.until is not None and self.until < self.since

    def query(self) -> dict[str, str]:
        """Return the same as it stands in an address, without what is empty."""
        values = {
            "q": self.words,
            "host": self.host,
            "with": self.attendee,
            "room": self.room,
            "tag": self.tag,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "cancelled": "1" if self.with_cancelled else "",
            "recorded": "1" if self.is_recorded else "",
            "everybody": "1" if self.is_everybody else "",
        }
        return {name: value for name, value in values.items() if value}

    def to_filters(self, zone: ZoneInfo, *, rooms: Iterable[CloudRoom]) -> Filters:
        """Return what the list looks for, with days as they begin and end in ``zone``.

        A room is one of ``rooms`` by a part of its name, or any by its number.
        """
        return Filters(
            words=self.words,
            host=self.host,
            attendee=self.attendee,
            rooms=_numbers(self.room, rooms) if self.room else None,
            tag=self.tag,
            since=_midnight(self.since, zone) if self.since else None,
            until=_midnight(self.until + timedelta(days=1), zone) if self.until else None,
            with_cancelled=self.with_cancelled,
            is_recorded=self.is_recorded,
        )


def _numbers(typed: str, rooms: Iterable[CloudRoom]) -> tuple[str, ...]:
    named = {room.number for room in rooms if room.number and typed.casefold() in room.name.casefold()}
    return tuple(sorted({"".join(typed.split()), *named}))


def _text(typed: str) -> str:
    """Return a word that the database takes: no NUL, no half of a surrogate pair."""
    whole = typed.replace("\0", "").encode(errors="ignore").decode()
    return " ".join(whole.split())[:_LONGEST]


def _day(typed: str) -> date | None:
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if _FIRST <= found <= _LAST else None


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
