"""All cloud rooms of an organisation, as an administrator reads them."""

import pytest
from django.utils import timezone

from accounts.models import Tenant, User
from directory.entries import Listing, TenantRoom
from directory.services import tenant_rooms
from tests.factories.rooms import give_room, set_room
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


def _list(person: User, administrator: str) -> Listing[TenantRoom]:
    Tenant.objects.update(administrator_user_id=administrator)
    person.refresh_from_db()
    return tenant_rooms.list_tenant_rooms(person=person, now=timezone.now())


def test_list_tenant_rooms_has_those_of_everybody(vendor: Vendor, chen: User, li: User) -> None:
    of_chen, of_li = give_room(vendor, chen, "松风"), give_room(vendor, li, "竹影")
    set_room(vendor, of_li, status=1)
    found = _list(chen, "administrator").entries
    assert [(each.id, each.name, each.is_usable) for each in found] == [
        (of_chen.id, "松风", True),
        (of_li.id, "竹影", False),
    ]
    assert [each.holder for each in found] == ["陈静", "Li Wei"]


def test_list_tenant_rooms_without_an_administrator_asks_nobody(vendor: Vendor, chen: User) -> None:
    give_room(vendor, chen, "松风")
    vendor.go_away()
    assert _list(chen, "") == Listing((), None, is_stale=False)


def test_list_tenant_rooms_as_somebody_who_is_no_administrator_is_empty(vendor: Vendor, chen: User) -> None:
    give_room(vendor, chen, "松风")
    assert _list(chen, "li") == Listing((), None, is_stale=True)
