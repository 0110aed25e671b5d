"""The rooms of a person, as the meeting service tells them."""

from datetime import timedelta
from typing import Any

import pytest
from celery import current_app
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import Identity, User
from directory.entries import CloudRoom, Listing
from directory.services import reading, rooms
from tests.factories.rooms import OWN, delete_room, give_room, know_rooms, make_room, set_room
from tests.factories.vendor import Vendor

LATER = reading.FRESH_FOR


@pytest.mark.django_db(transaction=True)
def test_list_rooms_has_cloud_rooms_by_name_and_the_personal_number_last(vendor: Vendor, chen: User, li: User) -> None:
    second, first = give_room(vendor, chen, "竹影"), give_room(vendor, chen, "Aspen")
    give_room(vendor, li, "Li's")
    *cloud, own = rooms.list_rooms(person=chen, now=timezone.now()).entries
    assert cloud == [first, second]
    assert first == CloudRoom(first.id, first.number, "Aspen", is_personal=False, seats=100, is_usable=True)
    assert (own.is_personal, own.name, own.is_usable) == (True, "陈静", True)


@pytest.mark.django_db(transaction=True)
def test_list_rooms_follows_what_happens_to_a_room(vendor: Vendor, chen: User) -> None:
    frozen, gone = give_room(vendor, chen, "Frozen"), give_room(vendor, chen, "Gone")
    set_room(vendor, frozen, status=1)
    delete_room(vendor, gone)
    found = rooms.list_rooms(person=chen, now=timezone.now() + LATER).entries
    assert [(room.id, room.is_usable) for room in found if not room.is_personal] == [(frozen.id, False)]


@pytest.mark.django_db(transaction=True)
def test_list_rooms_while_the_vendor_is_away_is_the_last_known(vendor: Vendor, chen: User) -> None:
    now = timezone.now()
    known = rooms.list_rooms(person=chen, now=now)
    vendor.go_away()
    assert rooms.list_rooms(person=chen, now=now + LATER) == Listing(known.entries, now, is_stale=True)


@pytest.mark.django_db
def test_list_rooms_of_somebody_who_is_not_linked_or_belongs_nowhere(chen: User, operator: User) -> None:
    Identity.objects.all().delete()
    now = timezone.now()
    assert rooms.list_rooms(person=chen, now=now) == Listing((), None, is_stale=True)
    assert rooms.list_rooms(person=operator, now=now) == Listing((), None, is_stale=False)


@pytest.mark.django_db
@pytest.mark.parametrize(("age", "tells"), [(timedelta(), 0), (LATER, 1)])
def test_known_rooms_calls_nobody_and_has_old_ones_read(
    age: timedelta,
    tells: int,
    chen: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    sent: list[Any] = []
    monkeypatch.setattr(current_app, "send_task", lambda task, kwargs: sent.append((task, kwargs)))
    now = timezone.now()
    know_rooms(chen, [make_room(), OWN], read_at=now - age)
    with django_capture_on_commit_callbacks(execute=True):
        found = rooms.known_rooms(person=chen, now=now)
    assert found == Listing((make_room(), OWN), now - age, is_stale=bool(tells))
    assert sent == [("directory.read_rooms", {"person_id": chen.pk})] * tells
