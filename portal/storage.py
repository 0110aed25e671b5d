"""Database, cache and broker from their addresses: what each is told, and what is refused with a sentence.

Everything has a limit in time: a server that is gone must cost a page seconds, never a process for good.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from portal.development_defaults import filesystem_broker

_POSTGRES, _REDIS = ("postgres", "postgresql"), ("redis", "rediss")
_AMQP = ("amqp", "amqps")

# The kernel finds out in 25 seconds that the other side is gone without a word.
_POSTGRES_OPTIONS = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 25_000,
}
# PostgreSQL gives up waiting for a lock, and ends a transaction whose owner hangs.
_POSTGRES_LIMITS = "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
# How long a thread waits for a connection of the pool, also for the first one of a database that is away.
_POOL_SECONDS = 10.0
# WAL lets pages read while the worker writes; IMMEDIATE takes the write lock at the start of a transaction
# instead of failing in its middle.
_SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}
# Django's own limit of 300 lets whoever tries 300 addresses push the sign-in limits of all others out.
_CACHE_ENTRIES = 10_000
# Longer than the longest job may take (history.read, 570 seconds): a job that is at work is not given to another
# worker. What a killed worker had is looked for every five seconds, where kombu's own are a hundred.
_REDIS_BROKER = {
    "visibility_timeout": 600,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "socket_keepalive": True,
}
# Whoever notifies a worker doesn't wait for a broker that is away: the sweep finds what was not sent.
_RINGING = {"max_retries": 1, "interval_start": 0}


def database(url: str, *, conn_max_age: int, statement_timeout: int, pool_size: int) -> dict[str, Any]:
    """Return DATABASES["default"], both times in seconds; options in the address win. Raises ImproperlyConfigured.

    Without a pool each thread keeps a connection. With one, the threads of a process share ``pool_size`` of them
    and wait for each other.
    """
    scheme = _scheme("DATABASE_URL", url, (*_POSTGRES, "sqlite"))
    found: dict[str, Any] = environ.Env.db_url_config(url)
    given = found.get("OPTIONS", {})
    if scheme == "sqlite":
        return found | {"OPTIONS": _SQLITE_OPTIONS | given}
    if not found["NAME"]:
        raise ImproperlyConfigured("DATABASE_URL names no database: postgres://user:password@host/name.")
    options = _POSTGRES_OPTIONS | {"options": f"-c statement_timeout={statement_timeout}s {_POSTGRES_LIMITS}"} | given
    if pool_size:
        options["pool"] = {"min_size": 1, "max_size": pool_size, "timeout": _POOL_SECONDS}
        return found | {"OPTIONS": options, "CONN_HEALTH_CHECKS": True}
    return found | {"OPTIONS": options, "CONN_MAX_AGE": conn_max_age, "CONN_HEALTH_CHECKS": True}


def cache(url: str) -> dict[str, Any]:
    """Return CACHES["default"]: one that all processes share, for the rate limits. Raises ImproperlyConfigured."""
    scheme = _scheme("CACHE_URL", url, (*_REDIS, "dbcache"))
    found: dict[str, Any] = environ.Env.cache_url_config(url) | {"KEY_PREFIX": "portal", "TIMEOUT": 300}
    if scheme == "dbcache":
        return found | {"OPTIONS": {"MAX_ENTRIES": _CACHE_ENTRIES} | found.get("OPTIONS", {})}
    _check_number("CACHE_URL", url)
    return found | {"OPTIONS": _redis_options() | found.get("OPTIONS", {})}


def _redis_options() -> dict[str, Any]:
    """Return options by which a connection that broke since its last use is made anew, once and at once."""
    from redis.backoff import NoBackoff  # its import takes as long as Django's, and not everybody has a Redis
    from redis.retry import Retry

    return {"socket_connect_timeout": 2, "socket_timeout": 2, "retry": Retry(NoBackoff(), 1)}


def broker(url: str, *, folder: Path) -> dict[str, Any]:
    """Return Celery's transport options; ``folder`` is where a broker of files lies. Raises ImproperlyConfigured."""
    scheme = _scheme("CELERY_BROKER_URL", url, (*_REDIS, *_AMQP, "filesystem"))
    if scheme == "filesystem":
        return filesystem_broker(folder)
    if scheme in _AMQP:
        return _RINGING
    _check_number("CELERY_BROKER_URL", url)
    return _RINGING | _REDIS_BROKER


def _scheme(name: str, url: str, known: Collection[str]) -> str:
    """Return how ``url`` begins. The sentences repeat none of it but that: it holds a password."""
    scheme = url.partition(":")[0]
    if "://" not in url or scheme not in known:
        beginnings = ", ".join(f"{each}://" for each in known)
        raise ImproperlyConfigured(f"{name} must begin with one of {beginnings}")
    try:
        several_hosts = "," in urlsplit(url).netloc
        _ = None if several_hosts else urlsplit(url).port
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} has a port that is no number from 0 to 65535, or a password with one of / ? # @ : in it; "
            "write those as %2F %3F %23 %40 %3A."
        ) from error
    return scheme


def _check_number(name: str, url: str) -> None:
    number = urlsplit(url).path.strip("/")
    if number and not number.isdecimal():
        raise ImproperlyConfigured(f"{name} must end with the number of one of Redis' databases: redis://host/0.")
