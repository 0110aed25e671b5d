"""Which tokens are renewed before they end, and what one service that is away means for the others."""

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.models import AccessToken, Application, Tenant
from accounts.vendor import refreshing, tokens
from tests.accounts.services.ledger import refreshes
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tenant(vendor: Vendor) -> Tenant:
    return Tenant.objects.select_related("application").get(name="Qingshan")


def current(tenant: Tenant) -> str:
    return tokens.current(tenant=tenant, user_id="chen")


def test_refresh_due_renews_what_is_in_use_and_ends_soon(vendor: Vendor, tenant: Tenant) -> None:
    now = timezone.now()
    first, other = current(tenant), tokens.current(tenant=tenant, user_id="li")
    assert refreshing.refresh_due(now=now) == 0
    AccessToken.objects.update(expires_at=now + refreshing.AHEAD)
    AccessToken.objects.filter(third_party_user_id="li").update(used_at=now - refreshing.IN_USE)
    assert refreshing.refresh_due(now=now) == 1
    kept = {row.third_party_user_id: row.access_token for row in AccessToken.objects.all()}
    assert kept["li"] == other
    assert kept["chen"] not in {first, ""}
    assert refreshes(vendor) == 1


def test_refresh_due_stops_while_the_vendor_is_away(vendor: Vendor, tenant: Tenant) -> None:
    now, first = timezone.now(), current(tenant)
    AccessToken.objects.update(expires_at=now + refreshing.AHEAD)
    vendor.go_away()
    assert refreshing.refresh_due(now=now) == 0
    assert current(tenant) == first


def test_refresh_due_leaves_a_service_that_is_away_and_goes_on(
    vendor: Vendor, tenant: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, first = timezone.now(), current(tenant)
    away_from(monkeypatch, tenant, third_party_user_id="elsewhere")
    AccessToken.objects.update(expires_at=now + refreshing.AHEAD, used_at=now)
    AccessToken.objects.filter(third_party_user_id="elsewhere").update(expires_at=now)
    assert refreshing.refresh_due(now=now) == 1
    assert current(tenant) != first


def away_from(monkeypatch: pytest.MonkeyPatch, tenant: Tenant, **token: str) -> None:
    """Another organisation, at a meeting service at which nobody answers."""
    nowhere = settings.MEETING_SITES["sandbox"] | {"api_base": "http://127.0.0.1:9"}
    monkeypatch.setitem(settings.MEETING_SITES, "nowhere", nowhere)
    application = Application.objects.create(name="Nowhere", app_id="nowhere", app_key="key", site="nowhere")
    other = Tenant.objects.create(name="Nowhere", application=application)
    AccessToken.objects.create(tenant=other, access_token="a", **token)
