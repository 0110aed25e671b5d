"""Who a person is at the meeting service."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Identity, Tenant, User

_NOW = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_save_folds_the_user_id(qingshan: Tenant, li: User) -> None:
    assert Identity.objects.create(tenant=qingshan, person=li, third_party_user_id="Lì").folded_user_id == "lì"


@pytest.mark.django_db
def test_save_of_some_fields_folds_the_user_id_too(chen: User) -> None:
    identity = chen.identity
    identity.third_party_user_id = "JING"
    identity.save(update_fields=["third_party_user_id"])
    assert Identity.objects.values_list("third_party_user_id", "folded_user_id").get() == ("JING", "jing")


@pytest.mark.django_db
def test_user_id_is_one_persons_in_its_tenant(qingshan: Tenant, chen: User, li: User, stranger: User) -> None:
    with transaction.atomic(), pytest.raises(IntegrityError):
        Identity.objects.create(tenant=qingshan, person=li, third_party_user_id="chen")
    assert stranger.tenant is not None
    Identity.objects.create(tenant=stranger.tenant, person=stranger, third_party_user_id="chen")


def test_becomes_knows_nothing_of_the_other_user() -> None:
    identity = Identity(
        third_party_user_id="chen",
        state=Identity.State.FAILING,
        failure_code="USG.206010070",
        failure={"kind": "refused"},
        tested_at=_NOW,
        test_due_at=_NOW,
        vendor_account="Auto-1",
        vendor_user_uuid="2",
        vendor_sip_number="sip:3",
    )
    identity.becomes("Jing")
    blank = Identity(third_party_user_id="Jing", folded_user_id="jing")
    names = [field.attname for field in Identity._meta.concrete_fields]
    assert {name: getattr(identity, name) for name in names} == {name: getattr(blank, name) for name in names}


@pytest.mark.parametrize(
    ("state", "is_usable"), [("untested", True), ("works", True), ("failing", False), ("disabled", False)]
)
def test_is_usable(state: str, is_usable: bool) -> None:
    assert Identity(state=state).is_usable is is_usable
