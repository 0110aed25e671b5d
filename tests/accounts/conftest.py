"""Two organisations with their administrators, and who looks after both."""

import pytest

from accounts.models import Tenant, User
from tests.factories.fixtures import chen, li, qingshan, stranger
from tests.factories.sandbox_fixtures import between, sandbox_url, vendor

__all__ = ["between", "chen", "li", "qingshan", "sandbox_url", "stranger", "vendor"]


@pytest.fixture
def zhao(qingshan: Tenant) -> User:
    """Administers Qingshan."""
    return User.objects.create_user(
        "zhao.lei@qingshan.example", name="Zhao Lei", tenant=qingshan, role=User.Role.TENANT_ADMIN, language="en"
    )


@pytest.fixture
def operator(db: None) -> User:
    return User.objects.create_superuser("operator@portal.example", name="Operator", language="en")
