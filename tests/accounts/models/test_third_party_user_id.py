"""The database itself refuses a blank User ID, since by one the vendor acts as the enterprise's owner."""

import pytest
from django.db import IntegrityError

from accounts.models import AccessToken, Identity, Tenant, User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("user_id", ["", " ", "   ", " chen", "chen "])
def test_is_not_blank_of_an_identity(qingshan: Tenant, li: User, user_id: str) -> None:
    with pytest.raises(IntegrityError, match="identity_not_blank"):
        Identity.objects.create(tenant=qingshan, person=li, third_party_user_id=user_id)


@pytest.mark.parametrize("user_id", ["", " ", "   "])
def test_is_not_blank_of_a_token(qingshan: Tenant, user_id: str) -> None:
    with pytest.raises(IntegrityError, match="token_user_not_blank"):
        AccessToken.objects.create(tenant=qingshan, third_party_user_id=user_id)


def test_is_not_blank_of_one_with_a_space_inside(qingshan: Tenant, li: User) -> None:
    Identity.objects.create(tenant=qingshan, person=li, third_party_user_id="李 伟")
    assert Identity.objects.get().third_party_user_id == "李 伟"
