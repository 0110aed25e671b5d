"""What follows when an application is changed."""

import pytest
from django.utils import timezone

from accounts.models import Application, Identity, User
from accounts.services import applications, identities, testing
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def both(vendor: Vendor, zhao: User) -> list[Identity]:
    """Chen Jing's and Li Wei's, both asked to be tested."""
    found = list(Identity.objects.order_by("pk"))
    identities.test(by=zhao, identity_ids=[identity.pk for identity in found], now=timezone.now())
    return found


def states() -> list[tuple[str, str, bool]]:
    return [
        (identity.state, identity.failure_code, identity.test_due_at is not None)
        for identity in Identity.objects.order_by("pk")
    ]


def break_key() -> None:
    application = Application.objects.get()
    application.app_key = "wrong"
    application.save()


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
