"""What follows when an application is changed."""

import pytest
from django.utils import timezone

from accounts.models import Application, Identity
from accounts.services import applications, testing
from tests.accounts.services.identity_states import break_key, states
from tests.factories.vendor import Vendor
from tests.factories.vendor_events import subscribe

pytestmark = pytest.mark.django_db(transaction=True)


def test_application_saved_proves_a_new_key_at_once(vendor: Vendor, both: list[Identity]) -> None:
    testing.test_due(now=timezone.now())
    break_key()
    applications.application_saved(application=Application.objects.get(), changed=["app_key"], now=timezone.now())
    assert testing.test_due(now=timezone.now()) == 1
    assert sorted(states()) == [("failing", "USG.206010025", False), ("works", "", False)]


def test_application_saved_tests_again_what_failed(vendor: Vendor, both: list[Identity]) -> None:
    right = Application.objects.get()
    break_key()
    testing.test_due(now=timezone.now())
    right.save()
    applications.application_saved(application=right, changed=["app_key"], now=timezone.now())
    assert testing.test_due(now=timezone.now()) == 2
    assert states() == [("works", "", False)] * 2


def test_application_saved_with_another_id_forgets_everybody(vendor: Vendor, both: list[Identity]) -> None:
    testing.test_due(now=timezone.now())
    applications.application_saved(application=Application.objects.get(), changed=["app_id"], now=timezone.now())
    assert states() == [("untested", "", False)] * 2
    assert set(Identity.objects.values_list("vendor_account", flat=True)) == {""}


def test_application_saved_with_another_id_is_told_of_no_events_any_more(vendor: Vendor, both: list[Identity]) -> None:
    subscription = subscribe(both[0].tenant, registered_url="https://portal.example/", registered_status=0)
    for changed, state in (("app_key", "on"), ("app_id", "off")):
        applications.application_saved(application=Application.objects.get(), changed=[changed], now=timezone.now())
        subscription.refresh_from_db()
        assert subscription.state == state
    assert (subscription.registered_url, subscription.registered_status) == ("", None)
