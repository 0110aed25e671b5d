"""By which rule a series is held, and its single dates (api-core.md 11)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from hwmeeting.config import MeetingConfig
from hwmeeting.wire import Fields, calendar_date, compact, fields, flag, minute, moment, number, text, whole, wholes


class CycleUnit(StrEnum):
    """What the interval counts."""

    DAY = "Day"
    WEEK = "Week"
    MONTH = "Month"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """The vendor's cycleParams. Both dates are inclusive, and local to the request's ``time_zone_id``.

    ``points`` are weekdays (0 is Sunday) or days of the month; a day that a month doesn't have is its last.
    The vendor books 50 occurrences at most and says nothing about the others. ``remind_days`` (0 to 30) is how
    long before each occurrence it sends a notice.
    """

    unit: CycleUnit
    start_date: date
    end_date: date
    interval: int = 1
    points: tuple[int, ...] = ()
    remind_days: int = 0

    @classmethod
    def from_vendor(cls, source: Fields) -> "Cycle | None":
        """As an answer has it; None where it can't be read."""
        start_date, end_date = calendar_date(source, "startDate"), calendar_date(source, "endDate")
        unit = text(source, "cycle")
        if start_date is None or end_date is None or unit not in set(CycleUnit):
            return None
        return cls(
            unit=CycleUnit(unit),
            start_date=start_date,
            end_date=end_date,
            interval=whole(source, "interval") or 1,
            points=wholes(source, "point"),
            remind_days=whole(source, "preRemindDays") or 0,
        )

    def to_vendor(self) -> dict[str, Any]:
        """As a request has it."""
        found: dict[str, Any] = {
            "startDate": self.start_date.isoformat(),
            "endDate": self.end_date.isoformat(),
            "cycle": self.unit.value,
            "interval": self.interval,
            "preRemindDays": self.remind_days,
        }
        return found | ({"point": list(self.points)} if self.points else {})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The vendor's CycleSubConf: one date of a series. Times are aware UTC, None where the answer has none.

    ``occurrence_id`` may be another after each change of the series.
    """

    occurrence_id: str
    start_at: datetime | None = None
    end_at: datetime | None = None
    media_type: str = ""
    auto_record: bool | None = None
    record_auth_type: int | None = None
    config: MeetingConfig | None = None
    description: str = ""

    @classmethod
    def from_vendor(cls, source: Fields) -> "Occurrence":
        """As an answer has it."""
        config = fields(source, "confConfigInfo")
        return cls(
            occurrence_id=text(source, "cycleSubConfID"),
            start_at=moment(source, "startTime"),
            end_at=moment(source, "endTime"),
            media_type=text(source, "mediaType"),
            auto_record=flag(source, "isAutoRecord"),
            record_auth_type=whole(source, "recordAuthType"),
            config=None if config is None else MeetingConfig.from_vendor(config),
            description=text(source, "description"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceRequest:
    """What one date of a series is to be, in whole (RestScheduleCycleConfDTO).

    ``start_at`` is aware, ``length_minutes`` 15 to 1440. Of ``config`` the vendor takes entry, guests_may_start and
    waiting_room. The subject is always that of the series.
    """

    occurrence_id: str
    start_at: datetime
    length_minutes: int
    media_types: str = "HDVideo"
    auto_record: bool | None = None
    record_auth_type: int | None = None
    config: MeetingConfig | None = None
    description: str = ""

    @classmethod
    def from_occurrence(
        cls, occurrence: Occurrence, *, start_at: datetime, length_minutes: int
    ) -> "OccurrenceRequest":
        """The request that moves an occurrence and leaves everything else about it as it is."""
        has_picture = "Video" in occurrence.media_type or not occurrence.media_type
        return cls(
            occurrence_id=occurrence.occurrence_id,
            start_at=start_at,
            length_minutes=length_minutes,
            media_types="HDVideo" if has_picture else "Voice",
            auto_record=occurrence.auto_record,
            record_auth_type=occurrence.record_auth_type,
            config=occurrence.config,
            description=occurrence.description,
        )

    def to_vendor(self) -> dict[str, Any]:
        """As a request has it."""
        config = self.config or MeetingConfig()
        return compact(
            {
                "cycleSubConfID": self.occurrence_id,
                "startTime": minute(self.start_at),
                "length": self.length_minutes,
                "mediaTypes": self.media_types,
                "isAutoRecord": number(self.auto_record),
                "recordAuthType": self.record_auth_type,
                "description": self.description,
                "confConfigInfo": compact(
                    {
                        "callInRestriction": None if config.entry is None else int(config.entry),
                        "allowGuestStartConf": config.guests_may_start,
                        "enableWaitingRoom": config.waiting_room,
                    }
                ),
            }
        )
