"""Whether this process is able to serve a page."""

from typing import Any

import pytest
from django.test import Client

from portal import servers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("away", "status"), [((), 200), (("cache", "broker"), 200), (("database",), 503), (("database", "cache"), 503)]
)
def test_healthz(client: Client, monkeypatch: pytest.MonkeyPatch, away: tuple[str, ...], status: int) -> None:
    monkeypatch.setattr(servers, "failures", lambda: dict.fromkeys(away, "a sentence with an address"))
    answer: Any = client.get("/healthz")
    told = {name: "away" if name in away else "ok" for name in ("database", "cache", "broker")}
    assert (answer.status_code, answer.json(), answer["Cache-Control"]) == (status, told, "no-store")
