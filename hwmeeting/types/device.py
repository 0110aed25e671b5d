"""A hard terminal of the enterprise (docs/vendor/directory.md 24.2)."""

from dataclasses import dataclass

from hwmeeting.wire.reading import Fields, read_integer, read_text


@dataclass(frozen=True, slots=True)
class Device:
    """A terminal in a room.

    ``number`` is what a meeting calls, ``department_path`` the names of its departments from the top down.
    """

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
        """Read it from an answer."""
        return cls(
            serial_number=read_text(source, "sn"),
            name=read_text(source, "name"),
            model=read_text(source, "model"),
            number=read_text(source, "number"),
            account=read_text(source, "account"),
            department_code=read_text(source, "deptCode"),
            department_name=read_text(source, "deptName"),
            department_path=read_text(source, "deptNamePath"),
            is_usable=read_integer(source, "status") == 0,
        )
