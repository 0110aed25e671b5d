"""A terminal as an answer has it."""

import pytest

from hwmeeting import CallStatus, Device, DeviceStatus


def test_from_vendor() -> None:
    source = {
        "sn": "2102311ABC",
        "name": "Training",
        "model": "HUAWEI Box 600",
        "number": "+991",
        "account": "Auto-1",
        "deptCode": 11,
        "deptName": "Platform",
        "deptNamePath": "TUV/R&D/Platform",
        "status": 0,
    }
    assert Device.from_vendor(source) == Device(
        serial_number="2102311ABC",
        name="Training",
        model="HUAWEI Box 600",
        number="+991",
        account="Auto-1",
        department_code="11",
        department_name="Platform",
        department_path="TUV/R&D/Platform",
        is_usable=True,
    )


def test_from_vendor_without_a_status_is_not_usable() -> None:
    assert Device.from_vendor({}) == Device("", "", "", "", "", "", "", "", is_usable=False)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            {"Number": "+991", "RegStatus": "0", "CallStatus": "2"},
            DeviceStatus("+991", is_registered=True, call_status=CallStatus.BUSY),
        ),
        ({"Number": 991, "RegStatus": 1}, DeviceStatus("991", is_registered=False, call_status=None)),
        ({}, DeviceStatus("", is_registered=None, call_status=None)),
    ],
)
def test_status_from_vendor(source: dict[str, object], expected: DeviceStatus) -> None:
    assert DeviceStatus.from_vendor(source) == expected
