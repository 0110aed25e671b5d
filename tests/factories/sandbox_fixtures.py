"""The sandbox, as a program of its own, one per test process."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection
from pytest_django import Settings

from accounts.models import Application, Identity, User
from tests.flows.interruptions import Between
from tests.notifications.smtp import Inbox, mail_server

if TYPE_CHECKING:
    from tests.factories.vendor import Vendor
    from tests.flows.invariants import MakeScenario
    from tests.flows.killable import World

_APP_ID, _APP_KEY = "0123456789abcdef0123456789abcdef", "k" * 64
_OPTIONS = ("--host", "127.0.0.1", "--port", "0", "--seed", "none", "--app-id", _APP_ID)


@pytest.fixture(scope="session")
def sandbox_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running sandbox that knows one application and nothing else."""
    with subprocess.Popen(
        [sys.executable, "-m", "sandbox", *_OPTIONS, "--data", str(tmp_path_factory.mktemp("sandbox"))],
        env=os.environ | {"SANDBOX_APP_KEY": _APP_KEY},
        cwd=Path(settings.BASE_DIR),
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        ready = next(line for line in program.stdout if line.startswith("Ready: "))
        yield ready.split()[1]
        program.terminate()


@pytest.fixture(scope="session")
def between(sandbox_url: str) -> Iterator[Between]:
    server = Between(sandbox_url)
    yield server
    server.clear()
    server.shutdown()
    server.server_close()


@pytest.fixture
def vendor(sandbox_url: str, between: Between, chen: User, li: User) -> "Iterator[Vendor]":
    """An empty sandbox; Chen Jing and Li Wei are linked to it."""
    from tests.factories.vendor import Vendor

    assert chen.tenant is not None
    Application.objects.update(site="sandbox", app_id=_APP_ID)
    application = Application.objects.get()
    application.app_key = _APP_KEY
    application.save()
    Identity.objects.create(tenant=chen.tenant, person=li, third_party_user_id="li", state=Identity.State.WORKS)
    for person in (chen, li):
        person.refresh_from_db()
    found = Vendor(url=sandbox_url, between=between, app_id=_APP_ID, administrator_user_id="administrator")
    found.reset()
    yield found
    found.forget_plans()


@pytest.fixture
def inbox(settings: Settings) -> Iterator[Inbox]:
    """A mail server to which the jobs of this process deliver."""
    with mail_server() as (found, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        yield found


@pytest.fixture
def world(vendor: "Vendor", inbox: Inbox) -> "World":
    """For processes beside this one."""
    from tests.flows.killable import World

    return World(
        database=str(connection.settings_dict["NAME"]),
        vendor_url=vendor.between.url,
        broker_url=current_app.conf.broker_url,
        mail_port=settings.EMAIL_PORT,
    )


@pytest.fixture
def make_scenario(vendor: "Vendor", chen: User, inbox: Inbox) -> "MakeScenario":
    from tests.flows.actions import forget_enqueued
    from tests.flows.invariants import MakeScenario

    forget_enqueued()
    vendor.details(chen)  # signed in once and for all
    return MakeScenario(vendor, chen, inbox)
