"""People, their roles and their mail addresses."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError

from accounts.models import Tenant, User

pytestmark = pytest.mark.django_db


def test_createsuperuser_makes_an_operator(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "correct horse battery")
    call_command("createsuperuser", email="Op@portal.example", name="Op", interactive=False, stdout=StringIO())
    person = User.objects.get(email="op@portal.example")
    assert (person.role, person.tenant, person.check_password("correct horse battery")) == ("operator", None, True)


def test_create_user_keeps_one_spelling_of_the_address(qingshan: Tenant) -> None:
    person = User.objects.create_user(" Sun.Hao@Qingshan.Example ", name="Sun", tenant=qingshan)
    assert person.email == "sun.hao@qingshan.example"


def test_create_user_without_a_password_lets_nobody_in(qingshan: Tenant) -> None:
    person = User.objects.create_user("sun@qingshan.example", name="Sun", tenant=qingshan)
    assert (person.has_usable_password(), person.check_password("")) == (False, False)


def test_get_by_natural_key_in_any_case(li: User) -> None:
    assert User.objects.get_by_natural_key("LI.Wei@qingshan.example") == li


def test_email_is_one_persons_in_any_case(li: User) -> None:
    with pytest.raises(IntegrityError, match="user_email_any_case"):
        User.objects.create(email="LI.WEI@qingshan.example", name="Other", tenant=li.tenant)


def test_everybody_but_an_operator_has_a_tenant(operator: User) -> None:
    assert operator.tenant is None
    with pytest.raises(IntegrityError, match="user_has_tenant"):
        User.objects.create_user("sun@qingshan.example", name="Sun")


@pytest.mark.parametrize(
    ("role", "is_active", "rights"),
    [
        ("person", True, (False, False, False)),
        ("tenant_admin", True, (True, False, False)),
        ("operator", True, (True, True, True)),
        ("operator", False, (True, True, False)),
    ],
)
def test_rights_follow_from_the_role(role: str, is_active: bool, rights: tuple[bool, bool, bool]) -> None:
    person = User(role=role, is_active=is_active)
    may_all = person.has_perm("accounts.change_user")
    assert (person.is_staff, person.is_operator, may_all) == rights
    assert person.has_module_perms("accounts") is may_all


def test_zone_is_the_persons_own() -> None:
    # By its name: another test may have the zones read anew.
    assert User(time_zone="Europe/Berlin").zone.key == "Europe/Berlin"
