"""An application of the enterprise (docs/vendor/sign-in.md 3)."""

from dataclasses import dataclass, field

from hwmeeting.wire import Fields, text, whole

NORMAL, STOPPED = 0, 1


@dataclass(frozen=True, slots=True)
class App:
    """An application. ``key`` is told when it is made and reset, and is "" in lists at some deployments."""

    id: str
    name: str
    description: str
    is_running: bool
    key: str = field(repr=False)

    @classmethod
    def from_vendor(cls, source: Fields) -> "App":
        """As an answer has it."""
        return cls(
            id=text(source, "app_id"),
            name=text(source, "app_name"),
            description=text(source, "description"),
            is_running=whole(source, "status") == NORMAL,
            key=text(source, "app_key"),
        )
