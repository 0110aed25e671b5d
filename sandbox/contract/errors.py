"""Hold the vendor's refusals: number, HTTP status and words, from the table of the contract."""

import json
from pathlib import Path
from typing import Any

_TABLE: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("errors.json").read_text("utf-8"))
# What the vendor's gateway says for a path that it does not know; not part of the meeting service's own table.
UNKNOWN_PATH = "APIG.0101"
_TABLE[UNKNOWN_PATH] = {
    "http": 404,
    "symbol": "API_NOT_FOUND",
    "meaning": "The API does not exist or has not been published in the environment",
}


class Refused(Exception):
    """The vendor refuses. What the call had written before it stays written: a spent ticket stays spent."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    @property
    def status(self) -> int:
        return int(_TABLE[self.code]["http"])

    @property
    def body(self) -> dict[str, str]:
        return {"error_code": self.code, "error_msg": message(self.code)}


def message(code: str) -> str:
    """Return the words of a refusal: the meeting service answers with a symbol, everything else with a sentence."""
    return str(_TABLE[code]["symbol" if code.startswith("MMC.") else "meaning"])


def meaning(code: str) -> str:
    """Return what the number means, in plain words."""
    return str(_TABLE[code]["meaning"])
