"""Check whether a JSON value is what the contract's data say that it is."""

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

Written = Mapping[tuple[str, str], str]
_SCALARS: dict[str, frozenset[type]] = {
    "str": frozenset({str}),
    "int": frozenset({int}),
    "bool": frozenset({bool}),
    "float": frozenset({float, int}),
    "file": frozenset({str}),
    "int or bool": frozenset({int, bool}),
    "bool or str": frozenset({bool, str}),
}


class Kind(StrEnum):
    MISSING = "is missing"
    TYPE = "is of another type"
    UNKNOWN = "is no field of it"


class Problem(NamedTuple):
    """What is wrong with a value; ``where`` is a path in it, as in ``attendees[0].name``, "" the value itself."""

    kind: Kind
    where: str

    def __str__(self) -> str:
        return f"{self.where or 'it'} {self.kind}"

    def inside(self, name: str) -> "Problem":
        joint = "." if self.where and self.where[0] != "[" else ""
        return Problem(self.kind, f"{name}{joint}{self.where}")


Check = Callable[[Any], Problem | None]
_OF_ANOTHER_TYPE = Problem(Kind.TYPE, "")


class Types:
    """Makes a check of every type that is asked for, once.

    ``closed``: an unknown field is a problem. ``takes_null``: null is the same as left out. ``also`` has fields and
    types that come in addition to the models', or in place of them; ``optional`` mandatory fields that are not.
    """

    def __init__(
        self,
        models: Mapping[str, Mapping[str, Any]],
        *,
        closed: bool,
        takes_null: bool,
        also: Written,
        optional: Collection[tuple[str, str]] = (),
    ) -> None:
        self._models, self._closed, self._takes_null = models, closed, takes_null
        self._also, self._optional = also, optional
        self._made: dict[str, Check] = {}

    def check(self, written: str) -> Check:
        """Return the check of a scalar, an object of the models, or ``list[…]`` or ``dict(str, …)`` of one."""
        if written not in self._made:
            self._made[written] = self._make(written)
        return self._made[written]

    def _make(self, written: str) -> Check:
        if written in _SCALARS:
            return _scalar(_SCALARS[written])
        if written.startswith("list["):
            return _list(self.check(written[5:-1]))
        if written.startswith("dict(str, "):
            return _dict(self.check(written[10:-1]))
        model = self._models[written]
        if "enum_values" in model:
            return _choice(frozenset(model["enum_values"]))
        return self._object(written, model["fields"])

    def _object(self, model: str, fields: list[dict[str, Any]]) -> Check:
        types = {field["name"]: field["type"] for field in fields}
        types |= {field: written for (of, field), written in self._also.items() if of == model}
        plain = {name: _SCALARS.get(written, frozenset()) for name, written in types.items()}
        checks = {name: self.check(written) for name, written in types.items()}
        required = [
            field["name"] for field in fields if field["required"] and (model, field["name"]) not in self._optional
        ]
        closed, takes_null = self._closed, self._takes_null

        def check(value: Any) -> Problem | None:
            if type(value) is not dict:
                return _OF_ANOTHER_TYPE
            for name, item in value.items():
                if name not in plain:
                    if closed:
                        return Problem(Kind.UNKNOWN, name)
                # Most fields are scalars: their type is compared, without a call.
                elif type(item) in plain[name] or (takes_null and item is None):
                    continue
                elif problem := checks[name](item):
                    return problem.inside(name)
            for name in required:
                if value.get(name) is None:
                    return Problem(Kind.MISSING, name)
            return None

        return check


def _scalar(types: frozenset[type]) -> Check:
    return lambda value: None if type(value) in types else _OF_ANOTHER_TYPE


def _choice(values: frozenset[str]) -> Check:
    return lambda value: None if type(value) is str and value in values else _OF_ANOTHER_TYPE


def _list(item: Check) -> Check:
    def check(value: Any) -> Problem | None:
        if type(value) is not list:
            return _OF_ANOTHER_TYPE
        for number, one in enumerate(value):
            if problem := item(one):
                return problem.inside(f"[{number}]")
        return None

    return check


def _dict(item: Check) -> Check:
    def check(value: Any) -> Problem | None:
        if type(value) is not dict:
            return _OF_ANOTHER_TYPE
        for name, one in value.items():
            if problem := item(one):
                return problem.inside(name)
        return None

    return check
