"""A session is there until it is over, as with Django's own engine."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends import db
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.session_store import SessionStore

pytestmark = pytest.mark.django_db


def made(**values: str) -> str:
    """Return the key of a session that Django's own engine has made."""
    store = db.SessionStore()
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
    assert db.SessionStore(ours).load() == {"colour": "celadon"}


def test_a_session_that_is_over_is_none() -> None:
    store = SessionStore(made(colour="cobalt"))
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert (store.load(), store.session_key) == ({}, None)


def test_a_key_that_nobody_gave_is_not_taken() -> None:
    store = SessionStore("a-key-of-ones-own")
    assert (store.load(), store.session_key) == ({}, None)
