"""The job that reads the rooms of whoever has a booking form open."""

import pytest

from accounts.models import User
from directory.models import VendorList
from directory.tasks import read_rooms
from tests.factories.rooms import OWN, know_rooms
from tests.factories.vendor import Vendor


@pytest.mark.django_db(transaction=True)
def test_read_rooms_reads_them_and_is_safe_to_run_twice(vendor: Vendor, chen: User) -> None:
    for _ in range(2):
        read_rooms(person_id=chen.pk)
    (row,) = VendorList.objects.all()
    assert ([entry["name"] for entry in row.entries], row.person_id) == (["陈静"], chen.pk)


@pytest.mark.django_db
def test_read_rooms_of_somebody_who_has_gone_asks_nobody(chen: User) -> None:
    User.objects.filter(pk=chen.pk).update(is_active=False)
    read_rooms(person_id=chen.pk)
    read_rooms(person_id=2**62)
    assert not VendorList.objects.exists()


@pytest.mark.django_db
def test_read_rooms_that_are_fresh_asks_nobody(chen: User) -> None:
    know_rooms(chen, [OWN])
    read_rooms(person_id=chen.pk)
    assert VendorList.objects.get().entries == [OWN.to_json()]
