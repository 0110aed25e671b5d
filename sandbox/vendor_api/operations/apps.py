"""Manage the applications of an enterprise, by its default administrator."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from sandbox.contract.errors import Refused
from sandbox.state import applications
from sandbox.state.applications import Application
from sandbox.vendor_api import callers, parameters
from sandbox.vendor_api.call import Call
from sandbox.vendor_api.rules import field_types

_BAD = "USG.200000003"
# The zone of create_time is not stated.
_BEIJING = timezone(timedelta(hours=8))
_FIELDS = (
    field_types.Text("app_name", longest=64, code=_BAD),
    field_types.Text("description", longest=255, code=_BAD),
    field_types.Integer("status", applications.NORMAL, {applications.NORMAL, applications.STOPPED}, _BAD),
)


def add(call: Call) -> dict[str, Any]:
    """Answer POST /v2/usg/acs/corp/app. Done twice it is two."""
    owner = callers.require_default_administrator(call)
    asked = field_types.read_fields(call.body(), _FIELDS)
    if not asked["app_name"].strip():
        raise Refused(_BAD)
    name, description = asked["app_name"], asked["description"]
    made = applications.add(call.db, corp_id=owner.corp_id, name=name, description=description, now=call.real_now)
    return _serialize_with_key(made)


def search(call: Call) -> dict[str, Any]:
    """Answer GET /v2/usg/acs/corp/apps. The keys aren't shown."""
    owner = callers.require_default_administrator(call)
    page = parameters.clamped_page(call, applications.list_applications(call.db, owner.corp_id))
    page["data"] = [_serialize(application) for application in page["data"]]
    return page


def change(call: Call) -> dict[str, Any]:
    """Answer PUT /v2/usg/acs/corp/app/{app_id}"""
    application = _find_own(call)
    body = call.body()
    asked = field_types.read_fields(body, _FIELDS)
    if asked["app_name"] and not asked["app_name"].strip():
        raise Refused(_BAD)
    kept = call.assumptions.value("omitted_field") == "kept"
    changed = applications.change(
        call.db,
        application.app_id,
        name=asked["app_name"] or application.name,
        description=application.description if kept and body.get("description") is None else asked["description"],
        status=application.status if kept and body.get("status") is None else asked["status"],
        now=call.real_now,
    )
    return _serialize(changed)


def reset_key(call: Call) -> dict[str, Any]:
    """Answer PUT /v2/usg/acs/corp/app/{app_id}/reset"""
    application = _find_own(call)
    return _serialize_with_key(applications.reset_key(call.db, application.app_id, now=call.real_now + call.skew))


def delete(call: Call) -> None:
    """Answer DELETE /v2/usg/acs/corp/app/{app_id}"""
    applications.delete(call.db, _find_own(call).app_id)


def _find_own(call: Call) -> Application:
    """Return an application of the caller's own enterprise. One of another is as unknown as one that isn't there."""
    owner = callers.require_default_administrator(call)
    application = applications.find(call.db, call.parts["app_id"])
    if application is None or application.corp_id != owner.corp_id:
        raise Refused(_BAD)
    return application


def _serialize(application: Application) -> dict[str, Any]:
    return {
        "app_name": application.name,
        "app_id": application.app_id,
        "description": application.description,
        "create_time": _format_second(application.created_at),
        "last_update_time": _format_second(application.updated_at),
        "status": application.status,
    }


def _serialize_with_key(application: Application) -> dict[str, Any]:
    return _serialize(application) | {"app_key": application.app_key}


def _format_second(at: int) -> str:
    """Return a time as ``yyyy-MM-dd HH:mm:ss``."""
    return datetime.fromtimestamp(at, UTC).astimezone(_BEIJING).strftime("%Y-%m-%d %H:%M:%S")
