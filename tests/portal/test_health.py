"""Whether this process is able to serve a page."""

from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.test import Client
from pytest_django import Settings

from encryption import known_keys
from l10n import tz_database
from portal import servers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("away", "status"), [((), 200), (("cache", "broker"), 200), (("database",), 503), (("database", "cache"), 503)]
)
def test_healthz(client: Client, monkeypatch: pytest.MonkeyPatch, away: tuple[str, ...], status: int) -> None:
    monkeypatch.setattr(servers, "failures", lambda: dict.fromkeys(away, "a sentence with an address"))
    answer: Any = client.get("/healthz")
    told = {name: "away" if name in away else "ok" for name in ("database", "cache", "broker")}
    told["tz_database"] = tz_database.version()
    told["keys"] = "unknown" if "database" in away else "ok"
    assert (answer.status_code, answer.json(), answer["Cache-Control"]) == (status, told, "no-store")


def test_healthz_with_keys_of_another_database(client: Client, settings: Settings) -> None:
    known_keys.record()
    settings.FIELD_ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
    answer: Any = client.get("/healthz")
    assert (answer.status_code, answer.json()["keys"]) == (503, "wrong")
