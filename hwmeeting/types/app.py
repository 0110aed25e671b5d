"""An application of the enterprise (docs/vendor/sign-in.md 3)."""

from dataclasses import dataclass, field

from hwmeeting.wire.reading import Fields, read_integer, read_text

NORMAL, STOPPED = 0, 1  # status


@dataclass(frozen=True, slots=True)
class App:
    """An application. ``key`` is there when it is made and reset; lists lack it at some deployments."""

    id: str
    name: str
    description: str
    is_running: bool
    key: str = field(repr=False)

    @classmethod
    def from_vendor(cls, source: Fields) -> "App":
        """Read it from an answer."""
        return cls(
            id=read_text(source, "app_id"),
            name=read_text(source, "app_name"),
            description=read_text(source, "description"),
            is_running=read_integer(source, "status") == NORMAL,
            key=read_text(source, "app_key"),
        )
