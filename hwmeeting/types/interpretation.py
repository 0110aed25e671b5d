"""Who interprets a meeting (docs/vendor/control.md 10.9)."""

from dataclasses import dataclass
from typing import Any

from hwmeeting.wire.writing import drop_empty


@dataclass(frozen=True, slots=True)
class Interpreter:
    """Somebody who interprets, named by meeting account or user UUID; ``is_ai`` is nobody."""

    account: str = ""
    user_uuid: str = ""
    name: str = ""
    number: str = ""
    is_ai: bool = False

    def to_vendor(self) -> dict[str, Any]:
        """Return it as a request has it."""
        return drop_empty(
            {
                "userID": self.user_uuid,
                "name": self.name,
                "callNumber": self.number,
                "interpreterType": "AI" if self.is_ai else "MANUAL",
            }
            # The SDK calls it mandatory, its text says that the UUID does as well.
        ) | {"loginAccount": self.account}


@dataclass(frozen=True, slots=True)
class InterpreterGroup:
    """Those who interpret between two languages, as zh-CN and en-US."""

    id: str
    first_language: str
    second_language: str
    interpreters: tuple[Interpreter, ...] = ()
    name: str = ""
    is_ai: bool = False

    def to_vendor(self) -> dict[str, Any]:
        """Return it as a request has it."""
        return drop_empty(
            {
                "groupID": self.id,
                "groupName": self.name,
                "groupType": "AI" if self.is_ai else "MANUAL",
                "firstLanguage": self.first_language,
                "secondLanguage": self.second_language,
                "interpreters": [one.to_vendor() for one in self.interpreters],
            }
        )
