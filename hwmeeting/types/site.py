"""How a site of the service is (docs/vendor/control.md 10.10)."""

from dataclasses import dataclass

from hwmeeting.wire.reading import Fields, read_text


@dataclass(frozen=True, slots=True)
class Site:
    """``join_url`` is where meetings are joined from, at another site where this one has a fault."""

    is_working: bool
    join_url: str

    @classmethod
    def from_vendor(cls, source: Fields) -> "Site":
        """Read it from an answer."""
        return cls(read_text(source, "status") == "NORMAL", read_text(source, "redirectJoinUrl"))
