"""Registering without a browser."""

import io

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts.models import EventSubscription, Tenant
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_registers_each_organisation_with_an_administrator(
    vendor: Vendor, qingshan: Tenant, settings: Settings
) -> None:
    with pytest.raises(CommandError, match="no such organisation"):
        call_command("register_events")
    Tenant.objects.update(administrator_user_id=vendor.administrator_user_id)
    said, errors = io.StringIO(), io.StringIO()
    with pytest.raises(CommandError, match="Not registered: Qingshan"):
        call_command("register_events", stdout=said, stderr=errors)
    assert "can't reach http://127.0.0.1:8000" in errors.getvalue()
    settings.PORTAL_URL = "https://portal.example.org"
    vendor.assume(webhook_proof="none")
    call_command("register_events", tenant="Qingshan", stdout=said)
    assert said.getvalue() == "Qingshan: On\n"
    assert EventSubscription.objects.get().state == "on"
