"""What is left of a session that is over: who was in, what was done (docs/vendor/meetings.md 8.3, history.md 12)."""

from dataclasses import dataclass
from datetime import datetime

from hwmeeting.wire import Fields, flag, moment, text, thousandths


@dataclass(frozen=True, slots=True)
class EndedMeeting:
    """One session that is over: a conference ID may have had several, each with a UUID of its own."""

    conference_id: str
    conference_uuid: str
    subject: str
    start_at: datetime
    end_at: datetime
    has_recording: bool

    @classmethod
    def from_vendor(cls, source: Fields) -> "EndedMeeting | None":
        """As the history has it; None for a row that tells neither which session it was nor when."""
        start_at, end_at = moment(source, "startTime"), moment(source, "endTime")
        uuid = text(source, "confUUID")
        if start_at is None or end_at is None or not uuid:
            return None
        return cls(
            conference_id=text(source, "conferenceID"),
            conference_uuid=uuid,
            subject=text(source, "subject"),
            start_at=start_at,
            end_at=end_at,
            has_recording=flag(source, "isHasRecordFile") is True,
        )


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody who came into a session once; who came twice has two. No account is told: only name and number.

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
        """As an answer has it."""
        return cls(
            name=text(source, "displayName"),
            call_number=text(source, "callNumber"),
            joined_at=thousandths(source, "joinTime"),
            left_at=thousandths(source, "leftTime"),
            device_type=text(source, "deviceType"),
            media_type=text(source, "mediaType"),
            department_name=text(source, "deptName"),
        )


@dataclass(frozen=True, slots=True)
class ControlRecord:
    """What was done in a session, in the vendor's words: they come in the language that was asked for.

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
        """As an answer has it."""
        return cls(
            at=thousandths(source, "operateTime"),
            source=text(source, "operateSource"),
            operator=text(source, "operator"),
            operation=text(source, "operateCode"),
            target=text(source, "operationObject"),
            result=text(source, "operateResult"),
        )
