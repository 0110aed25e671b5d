"""An entry of the enterprise's address book (docs/vendor/directory.md 24.1)."""

from dataclasses import dataclass
from enum import StrEnum

from hwmeeting.wire.reading import Fields, read_text


class DirectoryScope(StrEnum):
    """The kind of entry to search for."""

    EVERYBODY = "ALL"
    PEOPLE = "NORMAL_USER"
    DEVICES = "HARD_TERMINAL"


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """A person or a terminal of the enterprise.

    ``user_uuid``, ``account`` and ``number`` are those of an invitation; ``personal_meeting_id`` is the number of the
    person's own meeting. ``phone`` is "" for a person who hides it.
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
        """Read it from an answer."""
        return cls(
            user_uuid=read_text(source, "id"),
            account=read_text(source, "account"),
            name=read_text(source, "name"),
            email=read_text(source, "email"),
            phone=read_text(source, "phone"),
            number=read_text(source, "number"),
            department_name=read_text(source, "deptName"),
            personal_meeting_id=read_text(source, "vmrId"),
            is_person=read_text(source, "type") in {"", DirectoryScope.PEOPLE},
        )
