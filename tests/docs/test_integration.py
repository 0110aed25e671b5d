"""The programs in docs/integration.md, run as they stand against a portal that serves HTTP, and the sandbox."""

import json
import os
import re
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.urls import get_resolver
from django.utils import timezone
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts import event_types
from accounts.models import ApiClient, User
from accounts.models.api_client import Scope
from meetings.models import Meeting
from meetings.services import booking
from notifications.models import WebhookSecret
from notifications.webhooks import delivery
from tests.factories.api import SECRET
from tests.factories.booking_requests import asked
from tests.factories.vendor import Vendor
from tests.factories.webhooks import listen
from tests.notifications.receiver import receiver

TEXT = (Path(settings.BASE_DIR) / "docs" / "integration.md").read_text()
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("no_limits_of_earlier_tests")]


def block(language: str) -> str:
    """The one program in that language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    return str(found)


def run(words: list[str], *, portal: str, client: ApiClient) -> str:
    environment = os.environ | {
        "PORTAL": portal,
        "CLIENT_ID": client.client_id,
        "CLIENT_SECRET": SECRET,
        "USER_ID": "chen",
        "ORDER": "PO-4711",
    }
    done = subprocess.run(words, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_python_program_gets_the_person_in(
    live_server: LiveServer, vendor: Vendor, erp: ApiClient, chen: User
) -> None:
    words = [sys.executable, "-c", block("python")]
    first, again = (run(words, portal=live_server.url, client=erp).strip() for _ in range(2))
    entered = vendor.open_link(first, "windows")
    assert (entered["account"], entered["role"]) == ("chen", "host")
    assert Meeting.objects.get().external_id == "PO-4711"
    assert again != first


def test_the_python_program_is_short() -> None:
    assert len(block("python").splitlines()) <= 40


def test_the_curl_program_gets_the_person_in(
    live_server: LiveServer, vendor: Vendor, erp: ApiClient, chen: User
) -> None:
    answer = json.loads(run(["bash", "-c", block("sh")], portal=live_server.url, client=erp))
    assert vendor.open_link(answer["url"], "windows")["name"] == "陈静"


def test_the_events_are_told_of_and_verified_as_shown(
    vendor: Vendor, erp: ApiClient, chen: User, settings: Settings
) -> None:
    settings.WEBHOOK_NETWORKS = ["127.0.0.0/8"]
    program: dict[str, Any] = {}
    exec(block("py"), program)
    assert len(block("py").splitlines()) <= 10
    with receiver() as there:
        secret = listen(erp, url=there.url)
        chen.refresh_from_db()
        booking.book(organiser=chen, request=asked(), reference="book", now=timezone.now())
        assert erp.endpoint
        delivery.deliver_to(erp.endpoint.pk)
    (came,) = there.received
    assert json.loads(came.body)["type"] == "meeting.booked"
    assert program["is_genuine"](came.headers, came.body, secret)
    assert not program["is_genuine"](came.headers, came.body + b" ", secret)
    assert not program["is_genuine"](came.headers, came.body, WebhookSecret.generate())


def test_every_event_is_there() -> None:
    named = {
        name
        for row in re.findall(r"^\| (`\w+\.\w+`.*?) \|", TEXT, re.MULTILINE)
        for name in re.findall(r"`(.+?)`", row)
    }
    assert named == set(event_types.BY_NAME)


def test_every_scope_and_every_address_is_there() -> None:
    assert set(Scope.values) == set(re.findall(r"^\| `(\w+:?\w*)` \|", TEXT, re.MULTILINE))
    named = set(re.findall(r"`(?:GET|POST) (/[\w/<>.-]+)", TEXT))
    assert len(named) > 7
    for path in named:
        get_resolver().resolve("/api/v1" + path.replace("<id>", str(uuid.uuid4())).replace("<occurrence>", "1"))
