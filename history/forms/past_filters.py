"""The filters of the list of past meetings, as they stand in its address."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from directory.entries import CloudRoom
from history.forms.address_values import midnight, read_day, read_text
from history.queries.narrowing import Filters


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
            words=read_text(query.get("q", "")),
            host=read_text(query.get("host", "")),
            attendee=read_text(query.get("with", "")),
            room=read_text(query.get("room", "")),
            tag=read_text(query.get("tag", "")),
            since=read_day(query.get("since", "")),
            until=read_day(query.get("until", "")),
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
            since=midnight(self.since, zone) if self.since else None,
            until=midnight(self.until + timedelta(days=1), zone) if self.until else None,
            with_cancelled=self.with_cancelled,
            is_recorded=self.is_recorded,
        )


def _numbers(typed: str, rooms: Iterable[CloudRoom]) -> tuple[str, ...]:
    named = {room.number for room in rooms if room.number and typed.casefold() in room.name.casefold()}
    return tuple(sorted({"".join(typed.split()), *named}))
