"""Somebody who is in a running meeting (docs/vendor/meetings.md 8.3)."""

from dataclasses import dataclass

from hwmeeting.wire import Fields, text, whole


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
