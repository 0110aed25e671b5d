"""Making people and letting them go; allowed and refused with the same set-up."""

import pytest
from django.utils import timezone

from accounts.errors import NotAllowed
from accounts.models import Tenant, User
from accounts.services import people

pytestmark = pytest.mark.django_db


def new(tenant: Tenant | None, role: str = "person") -> User:
    return User(name="New", email=" New@Qingshan.example ", tenant=tenant, role=role)


def test_make_keeps_a_person_who_gets_a_mail(zhao: User) -> None:
    now = timezone.now()
    person = people.make(by=zhao, person=new(zhao.tenant), now=now)
    person.refresh_from_db()
    assert (person.email, person.welcome_due_at, person.has_usable_password()) == ("new@qingshan.example", now, False)


@pytest.mark.parametrize(("role", "is_elsewhere"), [("person", True), ("operator", False)])
def test_make_out_of_reach(zhao: User, operator: User, stranger: User, role: str, is_elsewhere: bool) -> None:
    person = new(stranger.tenant if is_elsewhere else zhao.tenant, role)
    with pytest.raises(NotAllowed):
        people.make(by=zhao, person=person, now=timezone.now())
    people.make(by=operator, person=person, now=timezone.now())


def test_make_by_somebody_who_is_no_administrator(chen: User) -> None:
    with pytest.raises(NotAllowed):
        people.make(by=chen, person=new(chen.tenant), now=timezone.now())


def test_make_somebody_of_no_organisation(operator: User) -> None:
    with pytest.raises(NotAllowed, match="Everybody but an operator"):
        people.make(by=operator, person=new(None), now=timezone.now())
    people.make(by=operator, person=new(None, "operator"), now=timezone.now())


def test_change_within_reach(zhao: User, li: User) -> None:
    li.name = "Wei"
    people.change(by=zhao, person=li)
    assert User.objects.get(pk=li.pk).name == "Wei"


def test_change_of_the_tenant(zhao: User, operator: User, li: User, chen: User, stranger: User) -> None:
    li.tenant = chen.tenant = stranger.tenant
    with pytest.raises(NotAllowed):
        people.change(by=zhao, person=li)
    people.change(by=operator, person=li)
    with pytest.raises(NotAllowed, match="Linked to the meeting service"):
        people.change(by=operator, person=chen)


def test_change_of_an_operator(zhao: User, operator: User) -> None:
    operator.tenant = zhao.tenant
    operator.role = User.Role.PERSON
    with pytest.raises(NotAllowed):
        people.change(by=zhao, person=operator)


def test_change_of_ones_own_rights(zhao: User, operator: User) -> None:
    zhao.role = User.Role.PERSON
    with pytest.raises(NotAllowed, match="Nobody can change their own role"):
        people.change(by=User.objects.get(pk=zhao.pk), person=zhao)
    people.change(by=operator, person=zhao)


def test_deactivate_and_activate(zhao: User, operator: User, li: User, stranger: User) -> None:
    everybody = [zhao.pk, li.pk, stranger.pk, operator.pk]
    assert people.deactivate(by=zhao, person_ids=everybody) == 1
    assert set(User.objects.filter(is_active=False)) == {li}
    assert people.activate(by=zhao, person_ids=everybody) == 1
    assert people.deactivate(by=operator, person_ids=everybody) == 3


def test_welcome_again_within_reach(zhao: User, li: User, stranger: User) -> None:
    assert people.welcome_again(by=zhao, person_ids=[li.pk, stranger.pk], now=timezone.now()) == 1


def test_change_leaves_alone_what_the_person_did_meanwhile(zhao: User, chen: User) -> None:
    read = User.objects.get(pk=chen.pk)
    chen.set_password("a new password")
    chen.save()
    read.name = "Chen Jing"
    people.change(by=zhao, person=read)
    chen.refresh_from_db()
    assert (chen.name, chen.check_password("a new password")) == ("Chen Jing", True)
