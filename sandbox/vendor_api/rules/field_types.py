"""Reads JSON bodies, and their fields one by one: which values they may have, and what one is when it is left out.

null is the same as left out. That values are of the contract's types has been seen to before (contract/requests.py).
"""

import json
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.contract.errors import Refused

_DEEPEST = 32
_NO_BOOLEAN = "MMC.111071062"


def parse(raw: bytes) -> Any:
    """The JSON in ``raw``. Raises ValueError for whatever isn't JSON that can be stored and sent again."""
    try:
        value = json.loads(raw.decode("utf-8"), parse_constant=_no_constant, parse_float=_finite)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    _check(value, _DEEPEST)
    return value


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("too large a number")
    return number


def _check(value: Any, levels: int) -> None:
    """Text must be encodable (no half of a surrogate pair), depth bounded."""
    if levels == 0:
        raise ValueError("nested too deep")
    if isinstance(value, str):
        value.encode("utf-8")
    elif isinstance(value, list):
        for item in value:
            _check(item, levels - 1)
    elif isinstance(value, dict):
        for name, item in value.items():
            name.encode("utf-8")
            _check(item, levels - 1)


def _length(value: str) -> int:
    """As Java counts: a sign beyond the first 65,536, as most emoji are, is two."""
    return len(value) if value.isascii() else len(value.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True)
class Text:
    """``code`` refuses a value that is too long or none of ``choices``."""

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
class Whole:
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
class Flag:
    """true or false, in some objects also as a string: an example of the documents sends it so."""

    name: str
    default: bool

    def read(self, value: bool | str) -> bool:
        if isinstance(value, bool):
            return value
        if value.lower() not in {"true", "false"}:
            raise Refused(_NO_BOOLEAN)
        return value.lower() == "true"


Field = Text | Whole | Flag


def fields(source: dict[str, Any], table: Sequence[Field]) -> dict[str, Any]:
    """Every field of ``table``: as it stands in ``source``, or its default."""
    return {
        field.name: field.default if (value := source.get(field.name)) is None else field.read(value)
        for field in table
    }
