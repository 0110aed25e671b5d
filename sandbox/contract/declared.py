"""Declare what the contract says of each call: its parameters, body and answer."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.contract import deviations
from sandbox.contract.types import Check, Types

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of the query or the headers; ``type`` is as the data write it."""

    name: str
    type: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class Declared:
    """What one call declares.

    ``body`` is None where none is declared. ``needs_access_token`` says that it is for somebody who is signed in.
    """

    query: tuple[Parameter, ...]
    headers: tuple[Parameter, ...]
    body: Check | None
    answer: Check
    needs_access_token: bool


def _read(name: str) -> Any:
    return json.loads((_HERE / name).read_text("utf-8"))


SDK_OPERATIONS: list[dict[str, Any]] = _read("operations.json")
OPERATIONS = SDK_OPERATIONS + deviations.OPERATIONS
MODELS: dict[str, dict[str, Any]] = _read("models.json") | deviations.MODELS

_REQUESTS = Types(
    MODELS,
    closed=False,
    takes_null=True,
    also=deviations.TAKEN,
    optional=deviations.MISSED_BY_THE_OPERATION,
)
# The meeting service leaves out what is empty (1.3); the objects of users and tokens have nulls (2.1, 2.2).
_MMC_ANSWERS = Types(MODELS, closed=True, takes_null=False, also=deviations.ANSWERED)
_USG_ANSWERS = Types(MODELS, closed=True, takes_null=True, also=deviations.ANSWERED)


def _declared(row: dict[str, Any]) -> Declared:
    headers = _parameters(row["headers"])
    lets_in = {header.name for header in headers} & deviations.ENTRY_HEADERS
    return Declared(
        query=_parameters(row["query"]),
        headers=headers,
        body=_REQUESTS.check(row["body"]) if row["body"] else None,
        answer=_answer(row["response"], _USG_ANSWERS if "/usg/" in row["path"] else _MMC_ANSWERS),
        needs_access_token=not lets_in and (row["method"], row["path"]) not in deviations.WITHOUT_ACCESS_TOKEN,
    )


def _parameters(rows: list[dict[str, Any]]) -> tuple[Parameter, ...]:
    return tuple(Parameter(row["name"], row["type"], row["required"]) for row in rows)


def _answer(model: str, types: Types) -> Check:
    """Return the check of an answer; the SDK wraps a list into an object with the one field ``body``."""
    fields = MODELS[model]["fields"]
    if not fields:
        nothing = types.check(deviations.NOTHING)
        return lambda answer: None if answer is None else nothing(answer)
    return types.check(fields[0]["type"] if [field["name"] for field in fields] == ["body"] else model)


# By method and path, as the table of operations has them.
CALLS = {(row["method"], row["path"]): _declared(row) for row in OPERATIONS}
