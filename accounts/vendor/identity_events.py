"""The event that the meeting service refuses somebody."""

from datetime import datetime

from accounts import event_types
from accounts.models import Identity, Tenant, User
from accounts.queries import hearing
from notifications.webhooks import queueing
from notifications.webhooks.queueing import Event


def queue_failed(*, tenant: Tenant, identity: Identity, failure_code: str, now: datetime) -> None:
    """Tell the clients that may read identities; inside the transaction that records the failure."""
    clients = hearing.listening(tenant=tenant, types=[event_types.IDENTITY_FAILED])
    if not clients:
        return
    person = identity.person
    if person.role == User.Role.OPERATOR:  # out of the reach of the tenant's administrators, and of its clients
        return
    data = {
        "user_id": identity.third_party_user_id,
        "email": person.email,
        "name": person.name,
        "state": Identity.State.FAILING.value,
        "failure_code": failure_code,
        "verified_at": now.isoformat(),
    }
    event = Event(event_types.IDENTITY_FAILED, data, f"identity:{identity.pk}", person.name)
    queueing.queue([(client.endpoint, event) for client in clients if client.endpoint], now=now)
