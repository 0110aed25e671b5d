"""Where the tests keep their rows and messages: PostgreSQL and Redis, or with ``--embedded`` the files of a machine
without any server.

The servers are started once for a run, before the settings are read; each test process has databases of its own.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import count

import pytest

from scripts.servers import CannotStart, Servers, running

# What differs between the two: how rows are kept, how jobs are woken, and the way through all of it.
_AGAIN = (
    "tests/accounts/services/",
    "tests/accounts/vendor/",
    "tests/control/",
    "tests/encryption/",
    "tests/flows/",
    "tests/history/",
    "tests/journeys/test_lost_answers.py",
    "tests/journeys/test_main_job.py",
    "tests/meetings/join/test_addressee.py",
    "tests/meetings/mails/",
    "tests/meetings/queries/",
    "tests/meetings/services/",
    "tests/meetings/test_access.py",
    "tests/meetings/writes/",
    "tests/notifications/",
    "tests/upgrade/",
)
# Files that take longest, which begin first: one that began last would leave a core idle for minutes.
_FIRST = (
    "tests/flows/test_kills.py",
    "tests/journeys/test_accessibility.py",
    "tests/journeys/",
    "tests/flows/",
    "tests/scripts/",
    "tests/upgrade/",
    "tests/portal/test_service_unavailable.py",
    "tests/portal/test_start.py",
    "tests/meetings/ical/",
    "tests/meetings/migrations/",
)
_DATABASE, _REDIS = "TESTS_DATABASE_URL", "TESTS_REDIS_URL"
SETTINGS = ("DATABASE_URL", "CACHE_URL", "CELERY_BROKER_URL")
# Numbers of Redis' databases: two for the tests of a process, two for each portal that they start.
_PER_PROCESS = 16
_portals = count(1)
_ended = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("storage")
    group.addoption("--embedded", action="store_true", help="SQLite and a broker of files")
    group.addoption("--again", action="store_true", help="only what has to run on both")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Before anybody reads the settings. The processes of xdist find the servers of the first one."""
    for name in SETTINGS:
        os.environ.pop(name, None)
    if not early_config.known_args_namespace.embedded:
        if _DATABASE not in os.environ:
            try:
                servers = _ended.enter_context(running())
            except CannotStart as error:
                raise pytest.UsageError(f"{error}\nWith --embedded the tests need neither.") from error
            os.environ |= {_DATABASE: servers.maintenance_url, _REDIS: servers.redis_url}
        number = process_number()
        servers = Servers(os.environ[_DATABASE], os.environ[_REDIS])
        os.environ |= {
            "DATABASE_URL": servers.database_url("portal"),
            "CACHE_URL": servers.redis_at(_PER_PROCESS * number),
            "CELERY_BROKER_URL": servers.redis_at(_PER_PROCESS * number + 1),
        }
    return (yield)


def process_number() -> int:
    """The number of this test process; 0 where there is but one."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    return int(worker.removeprefix("gw")) + 1 if worker else 0


def of_a_portal() -> dict[str, str]:
    """Settings of a whole portal beside the tests of this process, with storage of its own; none with --embedded."""
    if _DATABASE not in os.environ:
        return {}
    servers, nth = Servers(os.environ[_DATABASE], os.environ[_REDIS]), next(_portals)
    assert 2 * nth < _PER_PROCESS, "one portal's workers would take the jobs of another"
    first = _PER_PROCESS * process_number() + 2 * nth
    return {
        "DATABASE_URL": servers.make_database(f"portal_{os.getpid()}_{nth}"),
        "CACHE_URL": servers.redis_at(first),
        "CELERY_BROKER_URL": servers.redis_at(first + 1),
    }


def of_the_tests() -> dict[str, str]:
    """Settings of a program that is to work on the very database of the test that starts it."""
    from django.db import connection

    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return {"DATABASE_URL": f"sqlite:///{name}"}
    return {"DATABASE_URL": Servers(os.environ[_DATABASE], os.environ[_REDIS]).database_url(name)}


@pytest.hookimpl(trylast=True)  # the order within a file, and of all others, is random
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.option.again:
        others = [item for item in items if not item.nodeid.startswith(_AGAIN)]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item.nodeid.startswith(_AGAIN)]
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    """Return how many of the files that take longest come before this one."""
    return next((number for number, name in enumerate(_FIRST) if item.nodeid.startswith(name)), len(_FIRST))


def pytest_unconfigure() -> None:
    _ended.close()
