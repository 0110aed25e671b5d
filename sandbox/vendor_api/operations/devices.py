"""Show the hard terminals of an enterprise, and whether they are there, to its administrators."""

from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import devices
from sandbox.state.departments import ROOT, Departments
from sandbox.state.devices import Device
from sandbox.vendor_api import callers, parameters
from sandbox.vendor_api.call import Call

_UNKNOWN, _BAD = "USG.201040000", "USG.200000003"
_MOST_NUMBERS = 100
# RegStatus and CallStatus: registered and idle, or neither
_THERE, _AWAY = ("0", "1"), ("1", "0")


def search(call: Call) -> dict[str, Any]:
    """Answer GET /v1/usg/dcs/corp/device"""
    user = callers.require_administrator(call)
    departments = Departments(call.db, user.corp_id)
    model, department = call.query.get("model", ""), call.query.get("deptCode", "") or ROOT
    below = parameters.boolean(call, "enableSubDept") is not False
    search = parameters.search_key(call).lower()
    found = [
        device
        for device in devices.list_devices(call.db, user.corp_id)
        if model in {"", device.model}
        and departments.contains(department, device.dept_code, below=below)
        and (search in device.name.lower() or search in device.sn.lower())
    ]
    page = parameters.clamped_page(call, found)
    page["data"] = [_serialize(device, departments) for device in page["data"]]
    return page


def detail(call: Call) -> dict[str, Any]:
    """Answer GET /v1/usg/dcs/corp/device/{sn}"""
    user = callers.require_administrator(call)
    device = devices.find(call.db, corp_id=user.corp_id, sn=call.parts["sn"])
    if device is None:
        raise Refused(_UNKNOWN)
    return _serialize(device, Departments(call.db, user.corp_id))


def show_status(call: Call) -> list[dict[str, str]]:
    """Answer POST /v1/usg/acs/ap/userstatus; a number that is none of the enterprise's is left out.

    A terminal that is stopped is not registered; nobody calls from one here, so that none is ever busy.
    """
    user, numbers = callers.require_administrator(call), call.json()
    if not 1 <= len(numbers) <= _MOST_NUMBERS:
        raise Refused(_BAD)
    known = {device.sip_number: device for device in devices.list_devices(call.db, user.corp_id)}
    return [_serialize_status(known[number]) for number in numbers if number in known]


def _serialize_status(device: Device) -> dict[str, str]:
    registered, calling = _AWAY if device.status == devices.STOPPED else _THERE
    return {"Number": device.sip_number, "RegStatus": registered, "CallStatus": calling}


def _serialize(device: Device, departments: Departments) -> dict[str, Any]:
    return {
        "name": device.name,
        "type": device.kind,
        "model": device.model,
        "sn": device.sn,
        "account": device.account,
        "number": device.sip_number,
        "prjCodeMode": 0,
        "deptCode": departments.code(device.dept_code),
        "deptName": departments.name(device.dept_code),
        "deptNamePath": departments.path(device.dept_code),
        "email": device.email,
        "description": device.description,
        "status": device.status,
    }
