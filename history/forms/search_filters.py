"""What is searched for, as it stands in the address of the page."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import Enum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from history.forms.address_values import midnight, read_day, read_text
from meetings.queries.search import Wanted


class Part(Enum):
    """What the page shows; its value is that of the address."""

    EVERYTHING = ""
    COMING = "coming"
    PAST = "past"
    PEOPLE = "people"


class SearchFilters(NamedTuple):
    """What was typed: ``since`` and ``until`` are days, the last of which counts too; None for what is no day."""

    words: str = ""
    is_own: bool = False
    since: date | None = None
    until: date | None = None
    with_cancelled: bool = False
    part: Part = Part.EVERYTHING

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "SearchFilters":
        """Return what an address asks for; anything odd in it narrows nothing."""
        shown = query.get("show", "")
        return cls(
            words=read_text(query.get("q", "")),
            is_own=query.get("role") == "organiser",
            since=read_day(query.get("since", "")),
            until=read_day(query.get("until", "")),
            with_cancelled=query.get("cancelled") == "1",
            part=Part(shown) if shown in {part.value for part in Part} else Part.EVERYTHING,
        )

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is looked for."""
        return not (self.words or self.is_own or self.since or self.until)

    @property
    def is_reversed(self) -> bool:
        """Return whether the last day is before the first one."""
        return self.since is not None and self.until is not None and self.until < self.since

    def query(self) -> dict[str, str]:
        """Return the same as it stands in an address, without what is empty."""
        values = {
            "q": self.words,
            "role": "organiser" if self.is_own else "",
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "cancelled": "1" if self.with_cancelled else "",
            "show": self.part.value,
        }
        return {name: value for name, value in values.items() if value}

    def to_wanted(self, zone: ZoneInfo) -> Wanted:
        """Return what is looked for, with days as they begin and end in ``zone``."""
        return Wanted(
            words=self.words,
            is_own=self.is_own,
            with_cancelled=self.with_cancelled,
            since=midnight(self.since, zone) if self.since else None,
            until=midnight(self.until + timedelta(days=1), zone) if self.until else None,
        )
