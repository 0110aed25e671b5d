"""List the calls that are served, and change copies of JSON, for the tests of the contract."""

from typing import Any

from sandbox.contract.declared import MODELS, OPERATIONS
from sandbox.vendor_api.registry import OPERATIONS as SERVED

ROWS = {(row["method"], row["path"]): row for row in OPERATIONS}


SERVED_CALLS = [(operation.name, method, path) for (method, path), operation in sorted(SERVED.items())]


def changed(body: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """Return the body with another value there; without the field for ``...``."""
    step, rest = path[0], path[1:]
    if isinstance(body, list):
        return [changed(body[0], rest, value)]
    if not rest and value is ...:
        return {name: one for name, one in body.items() if name != step}
    return body | {step: changed(body[step], rest, value) if rest else value}


WITH_BODY = [one for one in SERVED_CALLS if ROWS[one[1:]]["body"] in MODELS]
