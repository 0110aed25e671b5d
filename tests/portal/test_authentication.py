"""Whoever comes with the session is signed in where Django would say so, and nowhere else."""

from datetime import timedelta

import pytest
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Session, User
from accounts.session_store import SessionStore
from tests.factories.fixtures import signed_in

pytestmark = pytest.mark.django_db


def who_is_it(browser: Client) -> str | None:
    """Return the mail address of whoever the settings page takes for signed in."""
    response = browser.get("/settings/")
    return response.wsgi_request.user.email if response.status_code == 200 else None  # type: ignore[union-attr]


def change_session(browser: Client, **values: str | None) -> None:
    store = SessionStore(browser.session.session_key)
    store.update(values)
    store.save()


def test_session_and_person_are_one_statement(chen: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    browser = signed_in(chen)
    browser.get("/settings/")
    with django_assert_num_queries(1):
        assert who_is_it(browser) == chen.email


def test_a_session_from_before_the_column_finds_its_person(chen: User) -> None:
    browser = signed_in(chen)
    Session.objects.update(person=None)
    assert who_is_it(browser) == chen.email


def test_the_data_say_whose_session_it_is(chen: User, li: User) -> None:
    browser = signed_in(chen)
    Session.objects.update(person=li)
    assert who_is_it(browser) == chen.email


def test_another_password_ends_the_session(chen: User) -> None:
    browser = signed_in(chen)
    chen.set_password("another sentence nobody guesses")
    chen.save()
    assert who_is_it(browser) is None
    assert not Session.objects.filter(person=chen).exists()


@pytest.mark.parametrize("value", ["", None, "a" * 64])
def test_a_session_without_the_right_hash_is_nobodys(chen: User, value: str | None) -> None:
    browser = signed_in(chen)
    change_session(browser, **{HASH_SESSION_KEY: value})
    assert who_is_it(browser) is None


def test_who_is_switched_off_is_nobody(chen: User) -> None:
    browser = signed_in(chen)
    User.objects.filter(pk=chen.pk).update(is_active=False)
    assert who_is_it(browser) is None


def test_a_session_for_somebody_else_needs_their_hash(chen: User, li: User) -> None:
    browser = signed_in(chen)
    change_session(browser, **{SESSION_KEY: str(li.pk)})
    assert who_is_it(browser) is None


def test_a_way_in_that_was_taken_away_is_none(chen: User, settings: Settings) -> None:
    browser = signed_in(chen)
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    assert who_is_it(browser) is None


def test_a_rotated_secret_key_keeps_people_signed_in(chen: User, settings: Settings) -> None:
    browser = signed_in(chen)
    old = settings.SECRET_KEY
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [old], "another key, longer than anybody would type it"
    assert who_is_it(browser) == chen.email


def test_a_session_that_is_over_is_nobodys(chen: User) -> None:
    browser = signed_in(chen)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert who_is_it(browser) is None
