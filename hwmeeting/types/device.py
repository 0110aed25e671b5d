"""A hard terminal of the enterprise (docs/vendor/directory.md 24.2)."""

from dataclasses import dataclass

from hwmeeting.wire import Fields, text, whole


@dataclass(frozen=True, slots=True)
class Device:
    """A terminal in a room. ``number`` is what a meeting calls, ``department_path`` its names from the top down."""

    serial_number: str
    name: str
    model: str
    number: str
    account: str
    department_code: str
    department_name: str
    department_path: str
    is_usable: bool

    @classmethod
    def from_vendor(cls, source: Fields) -> "Device":
        """As an answer has it."""
        return cls(
            serial_number=text(source, "sn"),
            name=text(source, "name"),
            model=text(source, "model"),
            number=text(source, "number"),
            account=text(source, "account"),
            department_code=text(source, "deptCode"),
            department_name=text(source, "deptName"),
            department_path=text(source, "deptNamePath"),
            is_usable=whole(source, "status") == 0,
        )
