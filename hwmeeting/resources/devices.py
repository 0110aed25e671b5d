"""The hard terminals of the enterprise, for its administrators (docs/vendor/directory.md 24.2)."""

from collections.abc import Iterator
from urllib.parse import quote

from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import object_of
from hwmeeting.http.transport import Call
from hwmeeting.types.device import Device
from hwmeeting.wire import compact, rows

_DEVICES = "/v1/usg/dcs/corp/device"


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
