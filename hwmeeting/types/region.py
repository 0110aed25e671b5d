"""Where a running meeting is held."""

from dataclasses import dataclass

from hwmeeting.wire import Fields, text


@dataclass(frozen=True, slots=True)
class Region:
    """Where a running meeting is held: a public address and the name of a host, "" where it isn't told."""

    ip: str
    host: str

    @classmethod
    def from_vendor(cls, source: Fields) -> "Region":
        """As an answer has it."""
        return cls(ip=text(source, "regionIP"), host=text(source, "regionUrl"))
