"""What the tests of testing identities share."""

import pytest
from django.utils import timezone

from accounts.models import Identity, User
from accounts.services import identities
from tests.factories.vendor import Vendor


@pytest.fixture
def both(vendor: Vendor, zhao: User) -> list[Identity]:
    """Chen Jing's and Li Wei's, both asked to be tested."""
    found = list(Identity.objects.order_by("pk"))
    identities.test(by=zhao, identity_ids=[identity.pk for identity in found], now=timezone.now())
    return found
