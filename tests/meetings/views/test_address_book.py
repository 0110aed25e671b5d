"""People of the meeting service's address book are found, too, while somebody is invited."""

import pytest
from django.utils import timezone

from accounts.models import Tenant, User
from directory.services.rooms import list_rooms
from tests.factories.fixtures import signed_in
from tests.factories.vendor import Vendor


@pytest.mark.django_db(transaction=True)
def test_the_address_book_has_who_is_not_here(vendor: Vendor, chen: User, li: User) -> None:
    Tenant.objects.update(sends_email=True)
    for person in User.objects.filter(pk__in=[chen.pk, li.pk]):
        list_rooms(person=person, now=timezone.now())  # by signing in they come into the address book
    User.objects.filter(pk=li.pk).update(email="li@elsewhere.example")
    found = signed_in(chen).get("/meetings/people/address-book/", {"q": "qingshan.example"}).json()
    assert found == {"others": [{"name": "Li Wei", "email": "li.wei@qingshan.example", "note": "Enterprise"}]}
    vendor.go_away()
    for query in ("qingshan.example", "q", ""):
        assert signed_in(chen).get("/meetings/people/address-book/", {"q": query}).json() == {"others": []}
