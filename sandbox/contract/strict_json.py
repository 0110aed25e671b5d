"""Read JSON that can be stored and sent again, and refuse any other."""

import json
import math
from typing import Any

_DEEPEST = 32


def parse_json(raw: bytes) -> Any:
    """Return the JSON in ``raw``. Raise ValueError for whatever isn't JSON that can be stored and sent again."""
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
    """Check that text can be encoded (no half of a surrogate pair) and that the depth is bounded."""
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
