"""The hard terminals of the enterprise, for its administrators (docs/vendor/directory.md 24.2, 24.3)."""

from collections.abc import Iterator, Sequence
from urllib.parse import quote

from hwmeeting.http.actor import Actor
from hwmeeting.http.answers import require_list, require_object
from hwmeeting.http.transport import Call
from hwmeeting.types.device import Device, DeviceStatus
from hwmeeting.wire.reading import read_objects
from hwmeeting.wire.writing import drop_empty

_DEVICES, _STATUS = "/v1/usg/dcs/corp/device", "/v1/usg/acs/ap/userstatus"
_MOST_NUMBERS = 100


class Devices:
    """The terminals of an enterprise."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor

    def list(self, *, search: str = "", model: str = "", department_code: str = "") -> Iterator[Device]:
        """Yield the terminals, page by page: by name or serial number, by model, by department with those below it."""
        query = drop_empty({"searchKey": search, "model": model, "deptCode": department_code})
        for page in self._actor.pages(_DEVICES, query):
            yield from map(Device.from_vendor, read_objects(page, "data"))

    def detail(self, serial_number: str) -> Device:
        """Return one terminal; NotFound if there is none."""
        call = Call("GET", f"{_DEVICES}/{quote(serial_number, safe='')}")
        return Device.from_vendor(require_object(self._actor.call(call)))

    def statuses(self, numbers: Sequence[str]) -> Iterator[DeviceStatus]:
        """Yield whether the terminals of these numbers are there; one that the service doesn't know is left out."""
        for first in range(0, len(numbers), _MOST_NUMBERS):
            asked = list(numbers[first : first + _MOST_NUMBERS])
            rows = require_list(self._actor.call(Call("POST", _STATUS, body=asked)))
            yield from (DeviceStatus.from_vendor(row) for row in rows if isinstance(row, dict))
