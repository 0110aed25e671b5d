"""What an organisation has bought, as it was told last."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Tenant, User
from directory.entries import Resources
from directory.models import VendorList
from directory.services.resources import known_resources, read_resources
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)
_NOTHING, _HOUR = Resources(None, None), timedelta(hours=1)


@pytest.fixture
def tenant(vendor: Vendor, chen: User) -> Tenant:
    assert chen.tenant is not None
    chen.tenant.administrator_user_id = vendor.administrator_user_id
    chen.tenant.save()
    return chen.tenant


def test_it_is_read_a_few_times_a_day(vendor: Vendor, tenant: Tenant) -> None:
    now = timezone.now()
    assert known_resources(tenant_id=tenant.pk) == _NOTHING
    for hours in (0, 1, 5):
        read_resources(tenant=tenant, now=now + hours * _HOUR)
    assert known_resources(tenant_id=tenant.pk) == Resources(seats=100, rooms=0)
    assert VendorList.objects.get().tried_at == now
    read_resources(tenant=tenant, now=now + 6 * _HOUR)
    assert VendorList.objects.get().read_at == now + 6 * _HOUR


def test_nobody_may_ask_where_no_administrator_is_named(vendor: Vendor, tenant: Tenant) -> None:
    tenant.administrator_user_id = ""
    read_resources(tenant=tenant, now=timezone.now())
    assert not VendorList.objects.exists()


def test_a_refusal_keeps_what_is_known(vendor: Vendor, tenant: Tenant) -> None:
    now = timezone.now()
    read_resources(tenant=tenant, now=now)
    tenant.administrator_user_id = "chen"
    read_resources(tenant=tenant, now=now + 7 * _HOUR)
    assert known_resources(tenant_id=tenant.pk) == Resources(seats=100, rooms=0)
    assert VendorList.objects.get().tried_at == now + 7 * _HOUR
