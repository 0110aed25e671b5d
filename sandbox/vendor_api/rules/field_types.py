"""Read fields of JSON one by one: which values they may have, and what one is when it is left out.

null is the same as left out. That values are of the contract's types has been seen to before (contract/requests.py).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.contract.errors import Refused

_NO_BOOLEAN = "MMC.111071062"


def _length(value: str) -> int:
    """Return the length as Java counts: a sign beyond the first 65,536, as most emoji are, is two."""
    return len(value) if value.isascii() else len(value.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True)
class Text:
    """A text; ``code`` refuses a value that is too long or none of ``choices``."""

    name: str
    default: str = ""
    longest: int | None = None
    choices: Collection[str] | None = None
    code: str = ""

    def read(self, value: str) -> str:
        if value == "":
            return self.default
        too_long = self.longest is not None and _length(value) > self.longest
        if too_long or (self.choices is not None and value not in self.choices):
            raise Refused(self.code)
        return value


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number in ``allowed``; ``code`` refuses any other. Old clients send isAutoRecord as a boolean."""

    name: str
    default: int | None
    allowed: Collection[int]
    code: str

    def read(self, value: int) -> int:
        if value not in self.allowed:
            raise Refused(self.code)
        return int(value)


@dataclass(frozen=True, slots=True)
class Boolean:
    """A truth value, in some objects also as a string: an example of the documents sends it so."""

    name: str
    default: bool

    def read(self, value: bool | str) -> bool:
        if isinstance(value, bool):
            return value
        if value.lower() not in {"true", "false"}:
            raise Refused(_NO_BOOLEAN)
        return value.lower() == "true"


Field = Text | Integer | Boolean


def read_fields(source: dict[str, Any], declared: Sequence[Field]) -> dict[str, Any]:
    """Return every declared field: as it stands in ``source``, or its default."""
    return {
        field.name: field.default if (value := source.get(field.name)) is None else field.read(value)
        for field in declared
    }
