"""Search the address book of an enterprise, for everybody in it."""

from typing import Any

from sandbox.state import devices, rooms, users
from sandbox.state.departments import Departments
from sandbox.vendor_api import callers, parameters
from sandbox.vendor_api.call import Call

_ALL, _PEOPLE, _TERMINALS = "ALL", "NORMAL_USER", "HARD_TERMINAL"
_SEARCHED = ("account", "number", "name", "phone", "email")
Entry = dict[str, Any]


def search(call: Call) -> dict[str, Any]:
    """Answer GET /v1/usg/abs/users.

    The User ID that an application gives to somebody is neither shown nor searched.
    """
    user = callers.require_member(call)
    scope = parameters.choice(call, "searchScope", (_ALL, _PEOPLE, _TERMINALS))
    key, department = parameters.search_key(call).lower(), call.query.get("deptCode", "")
    below = parameters.boolean(call, "querySubDept") is not False
    departments = Departments(call.db, user.corp_id)
    people = _serialize_people(call, user.corp_id, departments) if scope != _TERMINALS else []
    terminals = _serialize_terminals(call, user.corp_id, departments) if scope != _PEOPLE else []
    found = [
        entry
        for entry in people + terminals
        if any(key in entry[name].lower() for name in _SEARCHED)
        and (not department or departments.contains(department, entry["deptCodes"][0], below=below))
    ]
    return parameters.clamped_page(call, sorted(found, key=lambda entry: (entry["name"], entry["id"])))


def _serialize_people(call: Call, corp_id: str, departments: Departments) -> list[Entry]:
    numbers = rooms.personal_numbers(call.db, corp_id)
    return [
        {
            "id": user.uuid,
            "account": user.account,
            "name": user.name,
            "englishName": "",
            "email": user.email,
            "phone": user.phone,
            "deptName": departments.name(user.dept_code),
            "number": user.sip_number,
            "isHardTerminal": False,
            "vmrId": numbers.get(user.uuid, ""),
            "hidePhone": False,
            "type": _PEOPLE,
            "deptCodes": [departments.code(user.dept_code)],
        }
        for user in users.list_users(call.db, corp_id)
    ]


def _serialize_terminals(call: Call, corp_id: str, departments: Departments) -> list[Entry]:
    return [
        {
            "id": device.uuid,
            "account": device.account,
            "name": device.name,
            "englishName": "",
            "email": device.email,
            "phone": "",
            "deptName": departments.name(device.dept_code),
            "number": device.sip_number,
            "isHardTerminal": True,
            "hidePhone": False,
            "type": _TERMINALS,
            "deptCodes": [departments.code(device.dept_code)],
        }
        for device in devices.list_devices(call.db, corp_id)
    ]
