"""What a sign-in tells about an identity. Call these inside the transaction that keeps the sign-in's result."""

from datetime import datetime
from typing import Any

from accounts.audit import record_change
from accounts.models import Identity, Tenant
from accounts.vendor import failures, identity_events
from accounts.vendor.failures import Failure
from hwmeeting import Account

_State = Identity.State


def record_success(*, tenant: Tenant, user_id: str, now: datetime, account: Account | None = None) -> None:
    """Record that the vendor takes the user; a sign-in's ``account`` tells by which names it knows them."""
    learnt = {}
    if account:
        answered = {
            "vendor_account": account.account[:128],
            "vendor_user_uuid": account.user_uuid[:64],
            "vendor_sip_number": account.sip_number[:128],
        }
        learnt = {name: value for name, value in answered.items() if value}
    _record(tenant, user_id, learnt | {"state": _State.WORKS, "failure_code": ""}, now, failure={}, test_due_at=None)


def record_failure(*, tenant: Tenant, user_id: str, failure: Failure, now: datetime) -> None:
    """Record a failure: a refusal makes the identity fail; that nobody answered says nothing about it.

    What may pass by itself is tested again after a pause.
    """
    pause = failures.pause(failure)
    due_at = now + pause if pause else None
    if failure["kind"] == failures.REFUSED:
        shown = {"state": _State.FAILING, "failure_code": failure["code"]}
        identity = _record(tenant, user_id, shown, now, failure=failure, test_due_at=due_at)
        if identity and identity.state != _State.FAILING:  # as it was before
            identity_events.queue_failed(tenant=tenant, identity=identity, failure_code=failure["code"], now=now)
        return
    _of(tenant, user_id).filter(test_due_at__isnull=False).update(test_due_at=due_at, failure=failure)


def _record(tenant: Tenant, user_id: str, shown: dict[str, Any], now: datetime, **rest: Any) -> Identity | None:
    """Write it down and return the identity as it was before; None where there is none."""
    found = _of(tenant, user_id)
    identity: Identity | None = found.select_for_update().first()
    if identity is None:
        return None
    changes = {name: (getattr(identity, name), value) for name, value in shown.items()}
    found.update(**shown, **rest, tested_at=now)
    record_change([identity], {name: change for name, change in changes.items() if change[0] != change[1]})
    return identity


def _of(tenant: Tenant, user_id: str) -> Any:
    return Identity.objects.filter(tenant=tenant, third_party_user_id=user_id).exclude(state=_State.DISABLED)
