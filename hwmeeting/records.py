"""Who is in a meeting, who was, and what was done in it (api-core.md 8.3 and 12)."""

from dataclasses import dataclass
from datetime import datetime

from hwmeeting.wire import Fields, text, thousandths, whole


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who is in a running meeting. The last three are "" for a guest without an account."""

    participant_id: str
    name: str
    call_number: str
    is_host: bool
    third_party_user_id: str
    account: str
    user_uuid: str

    @classmethod
    def from_vendor(cls, source: Fields) -> "Participant":
        """As an answer has it."""
        return cls(
            participant_id=text(source, "participant_id"),
            name=text(source, "name"),
            call_number=text(source, "call_number"),
            is_host=whole(source, "role") == 1,
            third_party_user_id=text(source, "third_account"),
            account=text(source, "account"),
            user_uuid=text(source, "user_id"),
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
