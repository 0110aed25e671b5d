"""What an organisation has bought of the meeting service."""

from datetime import datetime, timedelta

from accounts.models import Tenant
from accounts.vendor import clients
from directory.entries import Resources
from directory.models import VendorList
from directory.services import reading
from directory.services.reading import ListKey

_NOTHING = Resources(None, None)
# Nobody buys by the hour, and a service that refuses to tell does so tomorrow as well.
_EVERY = timedelta(hours=6)


def known_resources(*, tenant_id: int) -> Resources:
    """Return what was told last, by one query; figures are None where nothing was."""
    row = ListKey(VendorList.Kind.RESOURCES, tenant_id).find()
    return Resources.from_json(row.entries[0]) if row and row.entries else _NOTHING


def read_resources(*, tenant: Tenant, now: datetime) -> None:
    """Ask the vendor as the tenant's administrator, a few times a day, and keep the answer; of an error the last one.

    Where no administrator is named nobody may ask.
    """
    key = ListKey(VendorList.Kind.RESOURCES, tenant.pk)
    row = key.find()
    if not tenant.administrator_user_id.strip() or (row and now - row.tried_at < _EVERY):
        return
    reading.read_list(key=key, fetch=lambda: [_fetch(tenant)], load=Resources.from_json, now=now)


def _fetch(tenant: Tenant) -> Resources:
    bought = clients.client_for_administrator(tenant=tenant).resources.bought()
    return Resources(bought.seats, bought.rooms)
