"""What actions want, as frozen dataclasses that are stored as JSON."""

from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True)
class Callee:
    """Whom to call; ``type`` is the vendor's, ``user_id`` that of a person of the portal."""

    name: str
    number: str
    type: str
    user_id: str = ""


@dataclass(frozen=True, slots=True)
class CallPayload:
    """``known`` are numbers that were among the invited before the call: they prove nothing afterwards."""

    callees: tuple[Callee, ...]
    known: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, written: dict[str, Any]) -> Self:
        """Return what was stored."""
        return cls(tuple(Callee(**each) for each in written["callees"]), tuple(written["known"]))

    def to_json(self) -> dict[str, Any]:
        """Return what is stored."""
        return {"callees": [asdict(each) for each in self.callees], "known": list(self.known)}
