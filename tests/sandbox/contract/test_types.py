"""The checks that are made of the contract's models."""

from typing import Any

import pytest

from sandbox.contract.types import Types

_MODELS: dict[str, dict[str, Any]] = {
    "Meeting": {
        "fields": [
            {"name": "subject", "type": "str", "required": True},
            {"name": "length", "type": "int", "required": False},
            {"name": "people", "type": "list[Person]", "required": False},
            {"name": "words", "type": "dict(str, str)", "required": False},
        ]
    },
    "Person": {"fields": [{"name": "name", "type": "str", "required": True}]},
    "Language": {"enum_values": ["zh-CN", "en-US"]},
}


def _problem(written: str, value: Any, *, closed: bool = True, takes_null: bool = False) -> str | None:
    problem = Types(_MODELS, closed=closed, takes_null=takes_null, also={}).check(written)(value)
    return None if problem is None else str(problem)


@pytest.mark.parametrize(
    ("written", "value", "problem"),
    [
        ("int", 1, None),
        ("int", True, "it is of another type"),
        ("int", 1.0, "it is of another type"),
        ("float", 1, None),
        ("Language", "en-US", None),
        ("Language", "de-DE", "it is of another type"),
        ("Meeting", {"subject": "a", "people": [{"name": "b"}], "words": {"c": "d"}}, None),
        ("Meeting", [], "it is of another type"),
        ("Meeting", {}, "subject is missing"),
        ("Meeting", {"subject": None}, "subject is of another type"),
        ("Meeting", {"subject": "a", "people": [{"name": "b"}, {}]}, "people[1].name is missing"),
        ("Meeting", {"subject": "a", "words": {"c": 1}}, "words.c is of another type"),
        ("Meeting", {"subject": "a", "place": ""}, "place is no field of it"),
    ],
)
def test_a_problem_names_its_place(written: str, value: Any, problem: str | None) -> None:
    assert _problem(written, value) == problem


def test_requests_may_have_unknown_fields_and_nulls() -> None:
    value = {"subject": "a", "place": 1, "length": None}
    assert _problem("Meeting", value, closed=False, takes_null=True) is None
    assert _problem("Meeting", {"subject": None}, takes_null=True) == "subject is missing"


def test_deviations_change_types_and_mandatory_fields() -> None:
    types = Types(
        _MODELS,
        closed=True,
        takes_null=False,
        also={("Meeting", "length"): "int or bool", ("Meeting", "extra"): "str"},
        optional={("Meeting", "subject")},
    )
    assert types.check("Meeting")({"length": True, "extra": "x"}) is None
