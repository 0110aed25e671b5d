"""A participant of a running meeting (docs/vendor/meetings.md 8.3)."""

from dataclasses import dataclass

from hwmeeting.wire.reading import Fields, read_integer, read_text


@dataclass(frozen=True, slots=True)
class Participant:
    """A participant of a running meeting. The last three fields are "" for a guest without an account."""

    participant_id: str
    name: str
    call_number: str
    is_host: bool
    third_party_user_id: str
    account: str
    user_uuid: str

    @classmethod
    def from_vendor(cls, source: Fields) -> "Participant":
        """Read it from an answer."""
        return cls(
            participant_id=read_text(source, "participant_id"),
            name=read_text(source, "name"),
            call_number=read_text(source, "call_number"),
            is_host=read_integer(source, "role") == 1,
            third_party_user_id=read_text(source, "third_account"),
            account=read_text(source, "account"),
            user_uuid=read_text(source, "user_id"),
        )
