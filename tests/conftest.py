"""What all tests share: nothing that they do leaves this machine."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from tests import migrated
from tests.emptying import empty_the_tables
from tests.factories.api import erp
from tests.factories.booking_form import on_thursday
from tests.factories.control import led, running
from tests.factories.fixtures import (
    chen,
    chens,
    li,
    make_meeting,
    make_series,
    no_limits_of_earlier_tests,
    operator,
    operators,
    pages,
    qingshan,
    stranger,
    zhao,
    zhaos,
)
from tests.factories.identities import hr, zhao_linked
from tests.factories.sandbox_fixtures import (
    between,
    inbox,
    make_scenario,
    sandbox_url,
    vendor,
    world,
)

__all__ = [
    "between",
    "chen",
    "chens",
    "erp",
    "hr",
    "inbox",
    "led",
    "li",
    "make_meeting",
    "make_scenario",
    "make_series",
    "no_limits_of_earlier_tests",
    "on_thursday",
    "operator",
    "operators",
    "pages",
    "qingshan",
    "running",
    "sandbox_url",
    "stranger",
    "vendor",
    "world",
    "zhao",
    "zhao_linked",
    "zhaos",
]

# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile("any-machine", deadline=None)
hypothesis.settings.load_profile("any-machine")


@pytest.fixture(scope="session", autouse=True)
def _emptied_quickly() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty_the_tables)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    migrated.load()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        migrated.keep()


class LeftTheLoopback(RuntimeError):
    """A test tried to speak to another machine; no OSError, so that no code under test takes it for weather."""


@pytest.fixture(scope="session", autouse=True)
def _loopback_only() -> Iterator[None]:
    """Foreign names don't resolve, as on a machine without a network, and foreign addresses are refused."""
    look_up, connect, connect_ex = socket.getaddrinfo, socket.socket.connect, socket.socket.connect_ex

    def look_up_here(host: Any, *arguments: Any, **options: Any) -> Any:
        if host is not None and not _is_here(host if isinstance(host, str) else host.decode()):
            raise socket.gaierror(socket.EAI_NONAME, f"{host} is not on this machine")
        return look_up(host, *arguments, **options)

    def connect_here(self: socket.socket, address: Any) -> None:
        _refuse_foreign(self, address)
        connect(self, address)

    def connect_ex_here(self: socket.socket, address: Any) -> int:
        _refuse_foreign(self, address)
        return connect_ex(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", look_up_here)
        patch.setattr(socket.socket, "connect", connect_here)
        patch.setattr(socket.socket, "connect_ex", connect_ex_here)
        yield


def _refuse_foreign(used: socket.socket, address: Any) -> None:
    if used.family in {socket.AF_INET, socket.AF_INET6} and not _is_here(address[0]):
        raise LeftTheLoopback(f"a test may not leave the loopback, and this one went to {address}")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host in {"localhost", ""}
