"""Who may call, and how everybody else is refused."""

from tests.sandbox.demo_sandbox import Demo
from tests.sandbox.program import refused, why

_ROOMS, _DEVICES, _PEOPLE = "/v1/usg/dcs/corp/vmr", "/v1/usg/dcs/corp/device", "/v1/usg/abs/users"


_BAD, _DENIED = refused("USG.200000003"), refused("USG.206010036", 403)


def test_rooms_and_terminals_are_for_administrators(demo: Demo) -> None:
    for caller in (demo.caller("chen"), demo.provider()):
        for path in (_ROOMS, _DEVICES, f"{_DEVICES}/2102311ABC0000000001"):
            assert why(caller.call("GET", path)) == _DENIED
