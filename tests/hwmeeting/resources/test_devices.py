"""Terminals of an enterprise."""

import pytest

from hwmeeting import CallStatus, Device, NotAllowed, NotFound
from tests.hwmeeting.conftest import Sandbox


def test_terminals(sandbox: Sandbox) -> None:
    devices = sandbox.client("administrator").devices
    found = {device.serial_number: device for device in devices.list()}
    assert len(found) == 4
    shown = found["2102311ABC0000000002"]
    assert shown == Device(
        serial_number="2102311ABC0000000002",
        name="二楼培训室",
        model="HUAWEI Box 600",
        number=shown.number,
        account=shown.account,
        department_code="11",
        department_name="平台组",
        department_path="青山科技/研发部/平台组",
        is_usable=True,
    )
    assert devices.detail(shown.serial_number) == shown
    assert [device.name for device in devices.list(department_code="10")] == ["二楼培训室"]
    assert [device.is_usable for device in devices.list(model="TE10", search="旧楼")] == [False]
    with pytest.raises(NotFound):
        devices.detail("nothing")


def test_statuses(sandbox: Sandbox) -> None:
    devices = sandbox.client("administrator").devices
    numbers = {device.name: device.number for device in devices.list()}
    found = {each.number: each for each in devices.statuses([*numbers.values(), "+1"] * 50)}
    assert set(found) == set(numbers.values())
    there, away = found[numbers["二楼培训室"]], found[numbers["旧楼会议室"]]
    assert (there.is_registered, there.call_status) == (True, CallStatus.IDLE)
    assert (away.is_registered, away.call_status) == (False, CallStatus.OFFLINE)
    assert list(devices.statuses([])) == []
    with pytest.raises(NotAllowed):
        list(sandbox.client("chen").devices.statuses(["+1"]))
