"""Which call is which operation."""

import pytest

from sandbox.vendor_api.registry import OPERATIONS, find_operation


@pytest.mark.parametrize(
    ("method", "path", "name", "parts"),
    [
        ("POST", "/v1/mmc/management/conferences", "CreateMeeting", {}),
        ("PUT", "/v2/usg/acs/corp/app/a1", "UpdateAppId", {"app_id": "a1"}),
        ("PUT", "/v2/usg/acs/corp/app/a1/reset", "ResetAppKey", {"app_id": "a1"}),
        ("GET", "/v1/usg/dcs/corp/device/42", "ShowDeviceDetail", {"sn": "42"}),
        ("PATCH", "/v1/mmc/management/conferences", None, {}),
        ("PUT", "/v2/usg/acs/corp/app/a1/b2", None, {}),
        ("PUT", "/v2/usg/acs/corp/app/", None, {}),
        ("GET", "/v1/usg/dcs/corp/device/{sn}", "ShowDeviceDetail", {"sn": "{sn}"}),
    ],
)
def test_find_operation(method: str, path: str, name: str | None, parts: dict[str, str]) -> None:
    operation, found = find_operation(method, path)
    assert (operation.name if operation else None, found) == (name, parts)


def test_no_name_stands_twice() -> None:
    names = [operation.name for operation in OPERATIONS.values()]
    assert len(names) == len(set(names))
