"""The records of a session that is over (docs/vendor/meetings.md 8.3, history.md 12)."""

from dataclasses import dataclass
from datetime import datetime

from hwmeeting.wire.reading import Fields, read_datetime, read_epoch_milliseconds, read_flag, read_text


@dataclass(frozen=True, slots=True)
class EndedMeeting:
    """One session that is over: a conference ID may have had several, each with a UUID of its own.

    ``room_number`` is that of the cloud room in which it was held, "" of none.
    """

    conference_id: str
    conference_uuid: str
    subject: str
    start_at: datetime
    end_at: datetime
    has_recording: bool
    scheduler_name: str = ""
    scheduler_uuid: str = ""
    room_number: str = ""

    @classmethod
    def from_vendor(cls, source: Fields) -> "EndedMeeting | None":
        """Read it from a row of the history; return None for one without session or times."""
        start_at, end_at = read_datetime(source, "startTime"), read_datetime(source, "endTime")
        uuid = read_text(source, "confUUID")
        if start_at is None or end_at is None or not uuid:
            return None
        return cls(
            conference_id=read_text(source, "conferenceID"),
            conference_uuid=uuid,
            subject=read_text(source, "subject"),
            start_at=start_at,
            end_at=end_at,
            has_recording=read_flag(source, "isHasRecordFile") is True,
            scheduler_name=read_text(source, "scheduserName"),
            scheduler_uuid=read_text(source, "userUUID"),
            room_number=read_text(source, "vmrConferenceID") if read_flag(source, "vmrFlag") else "",
        )


@dataclass(frozen=True, slots=True)
class Attendance:
    """One stay of one participant: whoever came twice has two. The vendor gives name and number only, no account.

    Times are aware UTC, None where the answer has none. ``device_type`` and ``media_type`` are the vendor's words
    in the language that was asked for.
    """

    name: str
    call_number: str
    joined_at: datetime | None
    left_at: datetime | None
    device_type: str
    media_type: str
    department_name: str

    @classmethod
    def from_vendor(cls, source: Fields) -> "Attendance":
        """Read it from an answer."""
        return cls(
            name=read_text(source, "displayName"),
            call_number=read_text(source, "callNumber"),
            joined_at=read_epoch_milliseconds(source, "joinTime"),
            left_at=read_epoch_milliseconds(source, "leftTime"),
            device_type=read_text(source, "deviceType"),
            media_type=read_text(source, "mediaType"),
            department_name=read_text(source, "deptName"),
        )


@dataclass(frozen=True, slots=True)
class ControlRecord:
    """One action in a session, in the vendor's words: they come in the language that was asked for.

    ``source`` is MCU, Conference System or Portal; ``target`` a participant's ID or a masked number, or "".
    """

    at: datetime | None
    source: str
    operator: str
    operation: str
    target: str
    result: str

    @classmethod
    def from_vendor(cls, source: Fields) -> "ControlRecord":
        """Read it from an answer."""
        return cls(
            at=read_epoch_milliseconds(source, "operateTime"),
            source=read_text(source, "operateSource"),
            operator=read_text(source, "operator"),
            operation=read_text(source, "operateCode"),
            target=read_text(source, "operationObject"),
            result=read_text(source, "operateResult"),
        )
