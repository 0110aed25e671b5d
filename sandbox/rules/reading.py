"""Reads JSON bodies field by field, as strictly as a Java service reads them into its own types.

null is the same as left out; unknown fields are passed over.
"""

import json
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sandbox.errors import Refused

_DEEPEST = 32


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


@dataclass(frozen=True, slots=True)
class Text:
    """``code`` refuses a value that is too long or none of ``choices``."""

    name: str
    default: str = ""
    longest: int | None = None
    choices: Collection[str] | None = None
    code: str = ""

    def read(self, value: Any, wrong_type: str) -> str:
        if not isinstance(value, str):
            raise Refused(wrong_type)
        if value == "":
            return self.default
        too_long = self.longest is not None and len(value) > self.longest
        if too_long or (self.choices is not None and value not in self.choices):
            raise Refused(self.code)
        return value


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number in ``allowed``; ``code`` refuses any other."""

    name: str
    default: int | None
    allowed: Collection[int]
    code: str

    def read(self, value: Any, wrong_type: str) -> int:
        if isinstance(value, bool):
            value = int(value)  # isAutoRecord is a boolean in the requests of old clients
        if not isinstance(value, int):
            raise Refused(wrong_type)
        if value not in self.allowed:
            raise Refused(self.code)
        return value


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false, also as a string: an example of the documents sends it so."""

    name: str
    default: bool

    def read(self, value: Any, wrong_type: str) -> bool:
        if isinstance(value, str) and value.lower() in {"true", "false"}:
            return value.lower() == "true"
        if not isinstance(value, bool):
            raise Refused(wrong_type)
        return value


Field = Text | Whole | Flag


def fields(source: dict[str, Any], table: Sequence[Field], *, wrong_type: str) -> dict[str, Any]:
    """Every field of ``table``: as it stands in ``source``, or its default. ``wrong_type`` refuses other types."""
    return {
        field.name: field.default if (value := source.get(field.name)) is None else field.read(value, wrong_type)
        for field in table
    }
