"""Testing identities against the sandbox."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from accounts.models import Application, Identity, Tenant, User
from accounts.services import identities, testing
from tests.accounts.services.identity_states import break_key, states
from tests.accounts.services.ledger import logins, refreshes
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)
_State = Identity.State


def test_test_due_signs_in_as_each(vendor: Vendor, both: list[Identity]) -> None:
    assert testing.test_due(now=timezone.now()) == 2
    assert states() == [("works", "", False)] * 2
    assert sorted(login["userId"] for login in logins(vendor)) == ["chen", "li"]
    assert testing.test_due(now=timezone.now()) == 0
    assert len(logins(vendor)) == 2


def test_test_due_after_a_refresh_uses_the_refresh_token(vendor: Vendor, zhao: User, both: list[Identity]) -> None:
    testing.test_due(now=timezone.now())
    identities.refresh(by=zhao, identity_ids=[both[0].pk], now=timezone.now())
    assert testing.test_due(now=timezone.now()) == 1
    assert (len(logins(vendor)), refreshes(vendor)) == (2, 1)
    assert states() == [("works", "", False)] * 2


def test_test_due_with_a_wrong_key_fails_each_in_the_same_way(vendor: Vendor, both: list[Identity]) -> None:
    break_key()
    assert testing.test_due(now=timezone.now()) == 2
    assert states() == [("failing", "USG.206010025", False)] * 2


def test_test_due_while_the_vendor_is_away_tries_again_later(vendor: Vendor, both: list[Identity]) -> None:
    vendor.go_away()
    assert testing.test_due(now=timezone.now()) == 0
    assert states() == [("works", "", True)] * 2
    vendor.come_back()
    testing.test_due(now=timezone.now() + timedelta(minutes=3))
    assert states() == [("works", "", False)] * 2


def test_test_due_in_batches(vendor: Vendor, both: list[Identity], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(testing, "BATCH", 1)
    assert [testing.test_due(now=timezone.now()) for _ in range(3)] == [1, 1, 0]


def test_test_due_of_a_service_that_is_gone(vendor: Vendor, both: list[Identity]) -> None:
    site = settings.MEETING_SITES.pop("sandbox")
    try:
        testing.test_due(now=timezone.now())
    finally:
        settings.MEETING_SITES["sandbox"] = site
    assert states() == [("failing", "SITE_GONE", False)] * 2


def test_test_due_of_an_application_that_is_off(vendor: Vendor, both: list[Identity]) -> None:
    Application.objects.update(is_active=False)
    testing.test_due(now=timezone.now())
    assert states() == [("failing", "SWITCHED_OFF", False)] * 2


def test_test_due_leaves_a_service_that_is_away_and_goes_on(
    vendor: Vendor, both: list[Identity], monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = settings.MEETING_SITES["sandbox"] | {"api_base": "http://127.0.0.1:9"}
    monkeypatch.setitem(settings.MEETING_SITES, "nowhere", nowhere)
    application = Application.objects.create(name="Nowhere", app_id="nowhere", app_key="key", site="nowhere")
    tenant = Tenant.objects.create(name="Nowhere", application=application)
    person = User.objects.create_user("anna@nowhere.example", name="Anna", tenant=tenant)
    hours_ago = timezone.now() - timedelta(hours=1)
    Identity.objects.create(tenant=tenant, person=person, third_party_user_id="anna", test_due_at=hours_ago)
    assert testing.test_due(now=timezone.now()) == 2
    assert Identity.objects.filter(state=_State.WORKS).count() == 2
