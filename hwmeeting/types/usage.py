"""What an enterprise uses (docs/vendor/directory.md 15)."""

from dataclasses import dataclass

from hwmeeting.wire import Fields, real, whole


@dataclass(frozen=True, slots=True)
class EnterpriseUsage:
    """``seats`` are those taken by people in meetings now, ``live_streams`` those running now.

    The rest is today's: meetings, their length (the documents name no unit), people, and entries of people.
    None is what the vendor doesn't tell.
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
        """As an answer has it."""
        return cls(
            recorded_gigabytes=real(source, "usedRecStorage"),
            seats=whole(source, "usedAccountsCount"),
            live_streams=whole(source, "usedLiveCount"),
            meetings_today=whole(source, "confCount"),
            meeting_length_today=whole(source, "confLength"),
            people_today=whole(source, "activeAttendeeCount"),
            entries_today=whole(source, "totalAttendeeCount"),
        )
