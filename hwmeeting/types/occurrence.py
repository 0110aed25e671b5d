"""One occurrence of a series, as it is and as it is to be (docs/vendor/series.md 11)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hwmeeting.types.meeting_config import MeetingConfig
from hwmeeting.wire.reading import Fields, read_datetime, read_flag, read_integer, read_object, read_text
from hwmeeting.wire.writing import drop_empty, write_datetime, write_flag


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The vendor's CycleSubConf: one occurrence of a series. Times are aware UTC, None where the answer has none.

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
        """Read it from an answer."""
        config = read_object(source, "confConfigInfo")
        return cls(
            occurrence_id=read_text(source, "cycleSubConfID"),
            start_at=read_datetime(source, "startTime"),
            end_at=read_datetime(source, "endTime"),
            media_type=read_text(source, "mediaType"),
            auto_record=read_flag(source, "isAutoRecord"),
            record_auth_type=read_integer(source, "recordAuthType"),
            config=None if config is None else MeetingConfig.from_vendor(config),
            description=read_text(source, "description"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OccurrenceRequest:
    """The request to change one occurrence, always in whole (RestScheduleCycleConfDTO).

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
        """Return the request that gives an occurrence another time and leaves the rest of it as it is."""
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
        """Return the fields of a request."""
        config = self.config or MeetingConfig()
        return drop_empty(
            {
                "cycleSubConfID": self.occurrence_id,
                "startTime": write_datetime(self.start_at),
                "length": self.length_minutes,
                "mediaTypes": self.media_types,
                "isAutoRecord": write_flag(self.auto_record),
                "recordAuthType": self.record_auth_type,
                "description": self.description,
                "confConfigInfo": drop_empty(
                    {
                        "callInRestriction": None if config.entry is None else int(config.entry),
                        "allowGuestStartConf": config.guests_may_start,
                        "enableWaitingRoom": config.waiting_room,
                    }
                ),
            }
        )
