"""The place of a running meeting."""

from dataclasses import dataclass

from hwmeeting.wire.reading import Fields, read_text


@dataclass(frozen=True, slots=True)
class Region:
    """A public address and the name of a host, each "" where the answer has none."""

    ip: str
    host: str

    @classmethod
    def from_vendor(cls, source: Fields) -> "Region":
        """Read it from an answer."""
        return cls(ip=read_text(source, "regionIP"), host=read_text(source, "regionUrl"))
