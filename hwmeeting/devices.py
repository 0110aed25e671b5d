"""The hard terminals of the enterprise, for its administrators (api-extended.md 3.9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from hwmeeting.actor import Actor
from hwmeeting.answers import object_of
from hwmeeting.transport import Call
from hwmeeting.wire import Fields, compact, rows, text, whole

_DEVICES = "/v1/usg/dcs/corp/device"


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


class Devices:
    """The terminals of an enterprise."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def list(self, *, search: str = "", model: str = "", department_code: str = "") -> Iterator[Device]:
        """All of them, page by page, or those of a name or serial number, a model, a department and those below."""
        query = compact({"searchKey": search, "model": model, "deptCode": department_code})
        for page in self._actor.pages(_DEVICES, query):
            yield from map(Device.from_vendor, rows(page, "data"))

    def detail(self, serial_number: str) -> Device:
        """One of them; NotFound if there is none."""
        call = Call("GET", f"{_DEVICES}/{quote(serial_number, safe='')}")
        return Device.from_vendor(object_of(self._actor.call(call)))
