"""List the faults that can be switched on from the page."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.state.faults import Fault

# What changes something: every method but GET.
_WRITES = "[!G]* /v1/mmc/*"
TIMES: dict[str, tuple[str, dict[str, Any]]] = {
    "1": ("next 1 call", {"times": 1}),
    "3": ("next 3 calls", {"times": 3}),
    "rate": ("10 % of calls", {"rate": 0.1}),
    "always": ("always", {}),
}


@dataclass(frozen=True, slots=True)
class Preset:
    title: str
    note: str
    usual: str
    fault: dict[str, Any] = field(default_factory=dict)

    def is_like(self, fault: Fault) -> bool:
        """Return whether ``fault`` is this one, however often it is to happen."""
        return all(getattr(fault, name) == value for name, value in self.fault.items())


PRESETS = {
    "answer_lost": Preset(
        "Write, then cut the answer",
        "The effect stays; the caller hears nothing",
        "1",
        {"kind": "answer_lost", "match": _WRITES},
    ),
    "cut_before": Preset("Cut before writing", "Nothing has happened", "1", {"kind": "cut_before", "match": _WRITES}),
    "throttled": Preset(
        "429 with Retry-After",
        "3 seconds",
        "rate",
        {"kind": "status", "match": "*", "status": 429, "headers": {"Retry-After": "3"}},
    ),
    "fault": Preset("500 without a body", "", "3", {"kind": "status", "match": "*", "status": 500}),
    "not_json": Preset("A web page instead of JSON", "As from a gateway", "1", {"kind": "not_json", "match": "*"}),
    "truncated": Preset("Half an answer", "Then the connection is cut", "1", {"kind": "truncated", "match": "*"}),
    "delay": Preset("Slow answer", "8 seconds", "rate", {"kind": "delay", "match": "*", "seconds": 8}),
    "stale_list": Preset(
        "Lists 30 seconds behind",
        "What was just written is missing or old",
        "always",
        {"kind": "stale_list", "match": "*", "seconds": 30},
    ),
    "slow_drip": Preset("Answer in drops", "Over 20 seconds", "1", {"kind": "slow_drip", "match": "*", "seconds": 20}),
    "revoke_token": Preset(
        "Token ended", "401 until the caller signs in again", "1", {"kind": "revoke_token", "match": "*"}
    ),
    "clock_skew": Preset(
        "Clock ahead by an hour",
        "Signatures look expired",
        "always",
        {"kind": "clock_skew", "match": "*", "seconds": 3600},
    ),
}
