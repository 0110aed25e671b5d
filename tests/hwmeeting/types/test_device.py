"""A terminal as an answer has it."""

from hwmeeting import Device


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
