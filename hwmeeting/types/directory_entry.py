"""An entry of the enterprise's address book (docs/vendor/directory.md 24.1)."""

from dataclasses import dataclass
from enum import StrEnum

from hwmeeting.wire import Fields, text


class DirectoryScope(StrEnum):
    """Whom to look for."""

    EVERYBODY = "ALL"
    PEOPLE = "NORMAL_USER"
    DEVICES = "HARD_TERMINAL"


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """Somebody, or a terminal, of the enterprise.

    ``user_uuid``, ``account`` and ``number`` are those of an invitation; ``personal_meeting_id`` is the number of
    their own meeting. Who hides their phone has "" there.
    """

    user_uuid: str
    account: str
    name: str
    email: str
    phone: str
    number: str
    department_name: str
    personal_meeting_id: str
    is_person: bool

    @classmethod
    def from_vendor(cls, source: Fields) -> "DirectoryEntry":
        """As an answer has it."""
        return cls(
            user_uuid=text(source, "id"),
            account=text(source, "account"),
            name=text(source, "name"),
            email=text(source, "email"),
            phone=text(source, "phone"),
            number=text(source, "number"),
            department_name=text(source, "deptName"),
            personal_meeting_id=text(source, "vmrId"),
            is_person=text(source, "type") in {"", DirectoryScope.PEOPLE},
        )
