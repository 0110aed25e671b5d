"""A hard terminal of the enterprise, and whether it is there (docs/vendor/directory.md 24.2, 24.3)."""

from dataclasses import dataclass
from enum import IntEnum

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


class CallStatus(IntEnum):
    """What a terminal is doing."""

    OFFLINE = 0
    IDLE = 1
    BUSY = 2
    NOT_APPLICABLE = 3


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """Whether the terminal of that number is there; ``call_status`` compares with CallStatus, None is not known."""

    number: str
    is_registered: bool | None
    call_status: int | None

    @classmethod
    def from_vendor(cls, source: Fields) -> "DeviceStatus":
        """Read it from an answer, whose values are text and whose names begin with capitals."""
        registered = read_integer(source, "RegStatus")
        return cls(
            number=read_text(source, "Number"),
            is_registered=None if registered is None else registered == 0,
            call_status=read_integer(source, "CallStatus"),
        )
