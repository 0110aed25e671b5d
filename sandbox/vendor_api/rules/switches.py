"""Read switches, which are 0 or 1."""

from typing import Any

from sandbox.vendor_api.rules import field_types
from sandbox.vendor_api.rules.field_types import Integer

ON_OFF = {0, 1}
_NOT_IN_RANGE = "MMC.111072045"


def switch(name: str, default: int | None = None) -> Integer:
    return Integer(name, default, ON_OFF, _NOT_IN_RANGE)


def read_switch(body: dict[str, Any], name: str) -> bool:
    """Return the one switch of a body. That it is there has been seen to before."""
    return bool(field_types.read_fields(body, (switch(name),))[name])
