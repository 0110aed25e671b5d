"""Do the servers answer that the portal stands on? In sentences for an operator, without a password in them."""

from urllib.parse import urlsplit

import structlog
from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, InterfaceError, connection
from kombu.exceptions import KombuError

_log = structlog.get_logger("portal.servers")


def failures() -> dict[str, str]:
    """Return what does not answer just now, of ``database``, ``cache`` and ``broker``, and why; asks each of them."""
    asked = {"database": database_failure(), "cache": _cache_failure(), "broker": _broker_failure()}
    return {name: sentence for name, sentence in asked.items() if sentence}


def database_failure() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, InterfaceError) as error:
        return database_sentence(error)
    return ""


def database_sentence(error: Exception) -> str:
    """Return what to tell an operator of an ``error`` of the database."""
    where = settings.DATABASES["default"]
    host = f" at {where['HOST']}:{where['PORT'] or 5432}" if where.get("HOST") else ""
    return f"The database “{where['NAME']}”{host} can't be used: {_first_line(error)}. DATABASE_URL says which it is."


def _cache_failure() -> str:
    try:
        cache.get("portal.servers")
    except DatabaseError as error:
        return f"The cache in the database can't be used: {_first_line(error)}. `manage.py createcachetable` makes it."
    except (_redis_error(), OSError) as error:
        where = urlsplit(settings.CACHES["default"]["LOCATION"])
        host = f"{where.hostname}:{where.port or 6379}"
        return f"The cache at {host} can't be used, so nobody can sign in: {_first_line(error)}. See CACHE_URL."
    return ""


def _redis_error() -> type[Exception]:
    from redis.exceptions import RedisError  # not at the top: portal/storage.py

    return RedisError


def _broker_failure() -> str:
    with current_app.connection_for_write() as broker:
        try:
            broker.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        except (KombuError, OSError) as error:
            return (
                f"The broker at {broker.as_uri()} can't be used, so mails and repetitions wait: {_first_line(error)}. "
                "See CELERY_BROKER_URL."
            )
    return ""


def log_failures() -> None:
    """Log at the start of a process what is wrong from the first moment, once and in words."""
    for sentence in failures().values():
        _log.error(sentence)


def close_connections() -> None:
    """Close what the start of a process has opened."""
    connection.close()  # the thread that starts a process serves nobody
    if pool := getattr(connection, "close_pool", None):
        pool()  # it doesn't survive a fork


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".") or type(error).__name__
