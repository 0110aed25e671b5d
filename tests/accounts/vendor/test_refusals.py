"""Why somebody can't act at the meeting service, and who can fix it."""

import pytest
from django.utils import translation

from accounts.models import Tenant, User
from accounts.vendor import refusals

pytestmark = pytest.mark.django_db


def administrator(tenant: Tenant, name: str, *, is_active: bool = True) -> User:
    return User.objects.create_user(
        f"{name}@x.example", name=name, tenant=tenant, role=User.Role.TENANT_ADMIN, is_active=is_active
    )


def test_administrators_are_the_longest_serving_three(qingshan: Tenant) -> None:
    serving = [administrator(qingshan, name) for name in ("Zhao", "Wang", "Chen", "Li")]
    assert refusals.administrators(tenant=qingshan) == serving[:3]


def test_administrators_are_active_and_of_the_tenant(qingshan: Tenant, chen: User, stranger: User) -> None:
    administrator(qingshan, "Gone", is_active=False)
    assert stranger.tenant is not None
    administrator(stranger.tenant, "Elsewhere")
    assert refusals.administrators(tenant=qingshan) == []


def test_not_linked_names_all_who_can_link(qingshan: Tenant) -> None:
    administrator(qingshan, "Zhao")
    administrator(qingshan, "Wang")
    assert (
        refusals.not_linked(tenant=qingshan).sentence
        == "Your account is not linked to the meeting service yet. Zhao, Wang can link it."
    )


def test_switched_off_without_an_administrator(qingshan: Tenant) -> None:
    assert (
        refusals.switched_off(tenant=qingshan).sentence
        == "Your link to the meeting service is switched off. An operator can switch it on."
    )


def test_not_accepted_keeps_a_percent_sign_of_a_name(qingshan: Tenant) -> None:
    administrator(qingshan, "100 %s")
    assert (
        refusals.not_accepted(tenant=qingshan).sentence
        == "The meeting service does not accept your account at present. 100 %s can see why."
    )


def test_not_accepted_in_chinese(qingshan: Tenant) -> None:
    english = refusals.not_accepted(tenant=qingshan).sentence
    with translation.override("zh-hans"):
        assert refusals.not_accepted(tenant=qingshan).sentence != english
