"""What an enterprise has bought of the service, and the use that it makes of it (docs/vendor/directory.md 15)."""

from dataclasses import dataclass

from hwmeeting.wire.reading import Fields, read_decimal, read_integer, read_object, read_objects


@dataclass(frozen=True, slots=True)
class EnterpriseUsage:
    """The seats that people in meetings take now, the live streams that run now, and counts of today.

    The unit of ``meeting_length_today`` is not documented. A figure that the answer lacks is None.
    """

    recorded_gigabytes: float | None
    seats: int | None
    live_streams: int | None
    meetings_today: int | None
    meeting_length_today: int | None
    people_today: int | None
    entries_today: int | None

    @classmethod
    def from_vendor(cls, source: Fields) -> "EnterpriseUsage":
        """Read it from an answer."""
        return cls(
            recorded_gigabytes=read_decimal(source, "usedRecStorage"),
            seats=read_integer(source, "usedAccountsCount"),
            live_streams=read_integer(source, "usedLiveCount"),
            meetings_today=read_integer(source, "confCount"),
            meeting_length_today=read_integer(source, "confLength"),
            people_today=read_integer(source, "activeAttendeeCount"),
            entries_today=read_integer(source, "totalAttendeeCount"),
        )


@dataclass(frozen=True, slots=True)
class BoughtResources:
    """How many people may be in meetings at once outside cloud rooms, and how many cloud rooms there are.

    A figure that the answer lacks is None.
    """

    seats: int | None
    rooms: int | None

    @classmethod
    def from_vendor(cls, source: Fields) -> "BoughtResources":
        """Read it from an answer."""
        packages = [read_integer(each, "vmrPkgCount") for each in read_objects(source, "vmr")]
        counts = [count for count in packages if count is not None]
        return cls(
            seats=read_integer(read_object(source, "confCallCount") or {}, "sumCount"),
            rooms=sum(counts) if "vmr" in source and len(counts) == len(packages) else None,
        )
