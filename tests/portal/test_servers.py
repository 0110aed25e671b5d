"""Whether database, cache and broker answer, in sentences without a password."""

import pytest
from celery import current_app
from django.conf import settings
from django.db import OperationalError
from pytest_django import Settings

from portal import servers


@pytest.mark.django_db
def test_failures_of_servers_that_answer_are_none() -> None:
    assert servers.failures() == {}


def test_database_sentence_names_the_database_and_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    where = {"NAME": "portal", "HOST": "db.example", "PORT": "", "USER": "u", "PASSWORD": "geheim"}
    monkeypatch.setitem(settings.DATABASES, "default", where)
    assert servers.database_sentence(OperationalError("connection refused.\nIs it running?")) == (
        "The database “portal” at db.example:5432 can't be used: connection refused. DATABASE_URL says which it is."
    )


def test_database_sentence_of_an_error_without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES, "default", {"NAME": "portal.sqlite3"})
    assert servers.database_sentence(OperationalError()) == (
        "The database “portal.sqlite3” can't be used: OperationalError. DATABASE_URL says which it is."
    )


def test_cache_failure_of_one_that_is_away(settings: Settings) -> None:
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "redis://:geheim@127.0.0.1:9/1"}}
    said = servers._cache_failure()
    assert said.startswith("The cache at 127.0.0.1:9 can't be used, so nobody can sign in: ")
    assert "geheim" not in said


def test_broker_failure_of_one_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = current_app.connection_for_write("redis://:geheim@127.0.0.1:9/1")
    monkeypatch.setattr(current_app, "connection_for_write", lambda: nowhere)
    said = servers._broker_failure()
    assert said.startswith("The broker at redis://:**@127.0.0.1:9/1 can't be used, so mails and repetitions wait: ")
    assert "geheim" not in said
