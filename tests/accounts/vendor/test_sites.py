"""Which meeting service a tenant is at."""

import pytest
from django.conf import settings

from accounts.errors import AccountError
from accounts.models import Application, Tenant
from accounts.vendor import sites

pytestmark = pytest.mark.django_db


def test_site_of(qingshan: Tenant) -> None:
    assert sites.site_of(tenant=qingshan) == settings.MEETING_SITES["cn-north-4"]
    qingshan.application.site = "gone"
    with pytest.raises(AccountError, match="“gone” is no longer in the portal's settings"):
        sites.site_of(tenant=qingshan)


def test_known_site_of_one_in_the_settings(qingshan: Tenant) -> None:
    assert sites.known_site_of(tenant=qingshan) == settings.MEETING_SITES["cn-north-4"]


def test_known_site_of_one_that_is_gone(qingshan: Tenant) -> None:
    qingshan.application.site = "gone"
    assert sites.known_site_of(tenant=qingshan) is None


def test_sites_in_use_are_those_of_active_organisations(qingshan: Tenant) -> None:
    away = Application.objects.create(name="Away", app_id="away", app_key="key", site="ap-southeast-1")
    other = Tenant.objects.create(name="Other", application=away)
    assert list(sites.sites_in_use()) == ["cn-north-4", "ap-southeast-1"]
    other.is_active = False
    other.save()
    assert sites.sites_in_use() == {"cn-north-4": settings.MEETING_SITES["cn-north-4"]}
    Application.objects.update(site="gone")
    assert sites.sites_in_use() == {}
