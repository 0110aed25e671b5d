"""All cloud rooms of an organisation, which the meeting service tells to an administrator alone."""

from datetime import datetime
from itertools import islice

from accounts.models import Tenant, User
from accounts.vendor import clients
from directory.entries import Listing, TenantRoom
from directory.models import VendorList
from directory.services import reading
from directory.services.reading import ListKey
from hwmeeting import EnterpriseRoom, RoomState

# More are not shown: a page is no inventory.
MOST_ROOMS = 500


def list_tenant_rooms(*, person: User, now: datetime) -> Listing[TenantRoom]:
    """Return the rooms of the organisation of ``person`` by name; none where it names no administrator."""
    tenant = person.tenant
    if tenant is None or not tenant.administrator_user_id.strip():
        return Listing((), None, is_stale=False)
    key = ListKey(VendorList.Kind.ALL_ROOMS, tenant.pk)
    return reading.read_list(key=key, fetch=lambda: _fetch(tenant), load=TenantRoom.from_json, now=now)


def _fetch(tenant: Tenant) -> list[TenantRoom]:
    rooms = islice(clients.client_for_administrator(tenant=tenant).rooms.list_enterprise(), MOST_ROOMS)
    return sorted((_read(room) for room in rooms), key=lambda room: (room.name, room.id))


def _read(room: EnterpriseRoom) -> TenantRoom:
    holder = room.member_name or room.device_name
    return TenantRoom(room.id, room.number, room.name, room.seats, holder, room.state != RoomState.FROZEN)
