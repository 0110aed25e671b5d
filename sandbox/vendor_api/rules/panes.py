"""Check a picture that is made of several panes."""

from collections.abc import Collection
from typing import Any

from sandbox.contract.errors import Refused
from sandbox.vendor_api.rules import field_types
from sandbox.vendor_api.rules.field_types import Integer, Text

_NUMBERS = {
    "Single": 1, "Two": 2, "Three": 3, "Four": 4, "Five": 5, "Six": 6, "Seven": 7, "Eight": 8, "Nine": 9, "Ten": 10,
    "Thirteen": 13, "Sixteen": 16, "Seventeen": 17, "Twenty-Five": 25,
}  # fmt: skip
# How many variants of a number there are, where there is more than one; the first has no number of its own.
_VARIANTS = {"Three": 4, "Four": 3, "Five": 2, "Six": 5, "Seven": 4, "Eight": 4, "Ten": 6, "Thirteen": 5}
IMAGE_TYPES = {
    **_NUMBERS,
    **{f"{name}-{n}": _NUMBERS[name] for name, most in _VARIANTS.items() for n in range(2, most + 1)},
}
# Those of the retired call
OLD_IMAGE_TYPES = frozenset({"Single", "Two", "Three", "Four", "Six", "Nine", "Sixteen"})
_EMPTY, _UNKNOWN, _BEYOND, _NOBODY = "MMC.111072043", "MMC.111072044", "MMC.111072058", "MMC.111072028"
_TWO_PRESENTATIONS, _NOT_IN_RANGE = "MMC.111072029", "MMC.111072045"
SWITCH_TIME = Integer("switchTime", 10, range(10, 121), "MMC.111072042")
_PANE = (
    Integer("index", 1, range(10**6), "MMC.111072058"),
    Integer("isAssistStream", 0, {0, 1}, _NOT_IN_RANGE),
)


def read_panes(body: dict[str, Any], *, image_types: Collection[str]) -> list[dict[str, Any]]:
    """Return the panes of a picture, each with index, subscriber (a list) and isAssistStream."""
    image_type = Text("imageType").read(body.get("imageType") or "")
    if not image_type:
        raise Refused(_EMPTY)
    if image_type not in image_types:
        raise Refused(_UNKNOWN)
    panes = [
        field_types.read_fields(one, _PANE) | {"subscriber": one.get("subscriber") or []}
        for one in body.get("subscriberInPics") or []
    ]
    if any(not 1 <= one["index"] <= IMAGE_TYPES[image_type] for one in panes):
        raise Refused(_BEYOND)
    if sum(one["isAssistStream"] for one in panes) > 1:
        raise Refused(_TWO_PRESENTATIONS)
    if not any(one["subscriber"] for one in panes):
        raise Refused(_NOBODY)
    return panes
