"""The addresses of database, cache and broker: what is refused in a sentence, and what each is told."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from portal import storage


def database(url: str) -> dict[str, Any]:
    return storage.database(url, conn_max_age=60, statement_timeout=30, pool_size=0)


def broker(url: str) -> dict[str, Any]:
    return storage.broker(url, folder=Path())


@pytest.mark.parametrize(
    ("read", "url", "sentence"),
    [
        (database, "mysql://u:geheim@h/n", "DATABASE_URL must begin with one of postgres://, "),
        (database, "geheim", "DATABASE_URL must begin with one of postgres://, "),
        (database, "postgres://u:geheim@h", "DATABASE_URL names no database: "),
        (database, "postgres://u:geheim@h:x/n", "DATABASE_URL has a port that is no number from 0 to 65535"),
        (database, "postgres://u:geh/eim@h/n", "or a password with one of / ? # @ : in it"),
        (storage.cache, "memcache://geheim", "CACHE_URL must begin with one of redis://, rediss://, dbcache://"),
        (storage.cache, "redis://:geheim@h/portal", "CACHE_URL must end with the number of one of Redis' databases"),
        (broker, "kafka://u:geheim@h", "CELERY_BROKER_URL must begin with one of redis://, "),
        (broker, "redis://:geheim@h/portal", "CELERY_BROKER_URL must end with the number of one of Redis' databases"),
        (broker, "amqp://u:geheim@h:99999//", "CELERY_BROKER_URL has a port that is no number from 0 to 65535"),
    ],
)
def test_a_wrong_address_is_a_sentence_without_its_password(read: Any, url: str, sentence: str) -> None:
    with pytest.raises(ImproperlyConfigured) as caught:
        read(url)
    assert sentence in str(caught.value)
    assert "geh" not in str(caught.value)


def test_several_hosts_are_one_database() -> None:
    found = database("postgres://u:p@one:5432,two:5433/n")
    assert (found["HOST"], found["PORT"]) == ("one,two", "5432,5433")


def test_options_in_the_address_win() -> None:
    found = database("postgres://u:p@h/n?sslmode=require&connect_timeout=9")
    assert (found["OPTIONS"]["sslmode"], found["OPTIONS"]["connect_timeout"]) == ("require", 9)


def test_a_cache_in_the_database_keeps_the_limits_of_many() -> None:
    assert storage.cache("dbcache://portal_cache")["OPTIONS"]["MAX_ENTRIES"] == 10_000


@pytest.mark.django_db
def test_postgresql_gives_up_in_time() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one limit, for its lock")
    with connection.cursor() as cursor:
        told = {}
        for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
            cursor.execute(f"SHOW {name}")
            told[name] = cursor.fetchone()[0]
    assert told == {
        "statement_timeout": "30s",
        "lock_timeout": "10s",
        "idle_in_transaction_session_timeout": "1min",
    }
