"""The enterprise's address book, for everybody in it (api-extended.md 3.6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from hwmeeting.actor import Actor
from hwmeeting.wire import Fields, compact, rows, text


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


class Directory:
    """The people and terminals of one enterprise."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def search(
        self, words: str = "", *, scope: DirectoryScope = DirectoryScope.EVERYBODY, department_code: str = ""
    ) -> Iterator[DirectoryEntry]:
        """Page by page: whose account, number, name, phone or mail address has ``words`` in it.

        The User ID that an application gives to somebody is not searched.
        """
        query = compact({"searchKey": words, "searchScope": scope.value, "deptCode": department_code})
        for page in self._actor.pages("/v1/usg/abs/users", query):
            yield from map(DirectoryEntry.from_vendor, rows(page, "data"))
