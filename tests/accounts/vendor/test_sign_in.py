"""Signing in at the meeting service with the tenant's App ID."""

import pytest

from accounts.errors import AccountError
from accounts.models import Identity, Tenant, User
from accounts.vendor import sign_in
from tests.accounts.services.ledger import logins, refreshes
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tenant(vendor: Vendor) -> Tenant:
    """Qingshan, at the sandbox."""
    return Tenant.objects.select_related("application").get(name="Qingshan")


def test_sign_in_client_of_a_service_that_is_gone(qingshan: Tenant) -> None:
    qingshan.application.site = "gone"
    with pytest.raises(AccountError, match="“gone” is no longer in the portal's settings"):
        sign_in.sign_in_client(tenant=qingshan)


def test_token_for_somebody_is_a_new_sign_in(vendor: Vendor, tenant: Tenant) -> None:
    token = sign_in.token_for(tenant=tenant, user_id="chen")
    assert (token.access_token != "", [login["userId"] for login in logins(vendor)]) == (True, ["chen"])


def test_token_for_a_refresh_token_that_serves_is_no_sign_in(vendor: Vendor, tenant: Tenant) -> None:
    first = sign_in.token_for(tenant=tenant, user_id="chen")
    second = sign_in.token_for(tenant=tenant, user_id="chen", refresh_token=first.refresh_token)
    assert second.access_token != first.access_token
    assert (len(logins(vendor)), refreshes(vendor)) == (1, 1)


def test_token_for_a_refresh_token_that_does_not_serve_is_a_new_sign_in(vendor: Vendor, tenant: Tenant) -> None:
    token = sign_in.token_for(tenant=tenant, user_id="chen", refresh_token="spent")
    assert (token.access_token != "", len(logins(vendor)), refreshes(vendor)) == (True, 1, 0)


def test_token_for_tells_of_the_tenants_own_person_only(vendor: Vendor, tenant: Tenant, stranger: User) -> None:
    assert stranger.tenant is not None
    Identity.objects.create(tenant=stranger.tenant, person=stranger, third_party_user_id="somebody")
    sign_in.token_for(tenant=tenant, user_id="somebody")
    assert [login.get("userName") for login in logins(vendor)] == [None]
