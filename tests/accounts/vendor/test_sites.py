"""Which meeting service a tenant is at."""

import pytest
from django.conf import settings

from accounts.errors import AccountError
from accounts.models import Tenant
from accounts.vendor import clients

pytestmark = pytest.mark.django_db


def test_site_of(qingshan: Tenant) -> None:
    assert clients.site_of(tenant=qingshan) == settings.MEETING_SITES["cn-north-4"]
    qingshan.application.site = "gone"
    with pytest.raises(AccountError, match="“gone” is no longer in the portal's settings"):
        clients.site_of(tenant=qingshan)
