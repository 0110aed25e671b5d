"""What follows when an application or a tenant is changed: the vendor may know people differently from now on."""

from collections.abc import Collection
from datetime import datetime

from accounts.audit import record_change
from accounts.models import AccessToken, Application, EventSubscription, Identity, Tenant
from accounts.services import api_clients
from accounts.vendor import tokens
from notifications.enqueue import notify_worker

_State = Identity.State
# With another of these the vendor knows nobody any more under the names that we have learnt.
_WHO = {"app_id", "site", "kind", "application", "corp_id"}
# With another of these a sign-in ends differently.
_HOW = {"app_key", "is_active"}


def application_saved(*, application: Application, changed: Collection[str], now: datetime) -> None:
    """Follow up a change, in the transaction that saved it; ``changed`` are the names of its fields."""
    for tenant in application.tenants.all():
        tenant_saved(tenant=tenant, changed=changed, now=now)


def tenant_saved(*, tenant: Tenant, changed: Collection[str], now: datetime) -> None:
    """Follow up a change as ``application_saved`` does, for one tenant.

    New credentials are proven at once: by those that fail, else by the one that worked last, so that a wrong
    App Key shows while whoever typed it is still looking.
    """
    if "administrator_user_id" in changed:
        api_clients.end_tokens_for_administrator(tenant=tenant)
    if "administrator_password" in changed:
        record_change([tenant], {"administrator_password": ("", "*")})
        tokens.forget(tenant=tenant, user_id=tenant.administrator_user_id)
    if tenant.administrator_password and not tenant.application.has_accounts:
        Tenant.objects.filter(pk=tenant.pk).update(administrator_password="")
    mine = Identity.objects.filter(tenant=tenant).exclude(state=_State.DISABLED)
    if _WHO.intersection(changed):
        AccessToken.objects.filter(tenant=tenant).delete()
        for state in (_State.WORKS, _State.FAILING):
            rows = list(mine.filter(state=state))
            record_change(rows, {"state": (state, _State.UNTESTED)})
        # What is registered at the former enterprise tells of nothing that is the tenant's any more.
        EventSubscription.objects.filter(tenant=tenant).update(
            state=EventSubscription.State.OFF, registered_url="", registered_status=None, checked_at=None
        )
        mine.update(
            state=_State.UNTESTED,
            failure_code="",
            failure={},
            vendor_account="",
            vendor_user_uuid="",
            vendor_sip_number="",
        )
    elif _HOW.intersection(changed):
        _queue_tests(tenant, now)


def _queue_tests(tenant: Tenant, now: datetime) -> None:
    mine = Identity.objects.filter(tenant=tenant)
    asked = list(mine.filter(state=_State.FAILING)) or list(mine.filter(state=_State.WORKS).order_by("-tested_at")[:1])
    for identity in asked:
        tokens.forget(tenant=tenant, user_id=identity.third_party_user_id)
    mine.filter(pk__in=[identity.pk for identity in asked]).update(test_due_at=now)
    if asked:
        notify_worker("accounts.test_identities")
