"""A session is there until it is over, as with Django's own engine, and brings the person with it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Session, User
from accounts.session_store import SessionStore
from tests.factories.fixtures import signed_in

pytestmark = pytest.mark.django_db


def made(**values: str) -> str:
    """Return the key of a new session."""
    store = SessionStore()
    store.update(values)
    store.create()
    assert store.session_key
    return store.session_key


def test_a_session_has_what_was_put_into_it(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ours, others = made(colour="cobalt"), made(colour="amber")
    with django_assert_num_queries(2):
        assert [SessionStore(key)["colour"] for key in (ours, others)] == ["cobalt", "amber"]
    changed = SessionStore(ours)
    changed["colour"] = "celadon"
    changed.save()
    assert Session.objects.get(pk=ours).get_decoded() == {"colour": "celadon"}


def test_a_session_that_is_over_is_none() -> None:
    store = SessionStore(made(colour="cobalt"))
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert (store.load(), store.session_key) == ({}, None)


def test_a_key_that_nobody_gave_is_not_taken() -> None:
    store = SessionStore("a-key-of-ones-own")
    assert (store.load(), store.session_key) == ({}, None)


def test_a_session_brings_its_person(chen: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    key = signed_in(chen).session.session_key
    store = SessionStore(key)
    with django_assert_num_queries(1):
        store.load()
        assert (store.person, store.person and store.person.password) == (chen, chen.password)


def test_nobody_comes_with_a_session_of_nobody() -> None:
    store = SessionStore(made(colour="cobalt"))
    store.load()
    assert store.person is None


def test_signing_out_leaves_no_session_of_the_person(chen: User) -> None:
    browser: Client = signed_in(chen)
    assert chen.sessions.count() == 1
    browser.logout()
    assert not Session.objects.exists()


def test_a_deleted_person_has_no_session(zhao: User) -> None:
    signed_in(zhao)
    zhao.delete()
    assert not Session.objects.exists()
