"""The ways in which somebody may be typed, kept with their name and address."""

import pytest

from accounts import name_keys
from accounts.models import SearchKey, Tenant, User

pytestmark = pytest.mark.django_db


def keys_of(person: User) -> set[bytes]:
    return {
        bytes(key)
        for key in SearchKey.objects.filter(person=person, tenant=person.tenant).values_list("key", flat=True)
    }


def test_save_makes_the_keys(li: User) -> None:
    assert keys_of(li) == {b"liwei", b"weili", b"liw", b"lw", b"liwei@qingshan.example", b"wei@qingshan.example"}


def test_save_of_another_name_or_address_changes_them(li: User) -> None:
    li.name = "李伟"
    li.save(update_fields=["name"])
    li.email = "lw@qingshan.example"
    li.save()
    assert keys_of(li) == name_keys.name_keys("李伟") | {b"lw@qingshan.example"}


def test_save_of_another_organisation_takes_them_there(li: User, stranger: User) -> None:
    before = keys_of(li)
    li.tenant = stranger.tenant
    li.save(update_fields=["tenant"])
    assert (keys_of(li), SearchKey.objects.filter(person=li).count()) == (before, len(before))


def test_save_of_something_else_writes_the_row_alone(li: User) -> None:
    li.name = "Not saved"
    li.save(update_fields=["language"])
    assert b"liwei" in keys_of(li)


def test_whoever_belongs_to_no_organisation_has_none(operator: User) -> None:
    assert not SearchKey.objects.filter(person=operator).exists()


def test_refresh_takes_many_people_in_several_statements(qingshan: Tenant) -> None:
    people = User.objects.bulk_create(
        User(name=f"P {number}", email=f"p{number}@x.example", tenant=qingshan) for number in range(1001)
    )
    SearchKey.objects.refresh(person.pk for person in people)
    assert keys_of(people[0])
    assert keys_of(people[-1])
