"""How often whoever has no client may call."""

import threading
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from accounts.api import throttling
from accounts.models import Tenant, User
from tests.factories.api import SECRET, TOKEN, Caller, basic, make_api_client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


@pytest.fixture(autouse=True)
def _minute_that_does_not_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttling, "time", SimpleNamespace(time=lambda: 1_800_000_000.0))


def test_readers_of_the_document_have_a_limit_for_each_address() -> None:
    def left(address: str) -> str:
        response = Client(REMOTE_ADDR=address).get("/api/v1/openapi.json")
        assert response.status_code == 200
        return str(response["RateLimit"]).partition(";t=")[0]

    assert [left(address) for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2")][::2] == ['"calls";r=299'] * 2


def test_calls_without_the_scope_count_too(qingshan: Tenant, chen: User) -> None:
    caller = Caller(make_api_client(qingshan, scopes=["launch"], calls_per_minute=2), act_as="chen")
    answers = [caller.get("/api/v1/meetings/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [403, 403, 429]
    assert [answer["RateLimit"].partition(";t=")[0] for answer in answers] == [
        f'"calls";r={left}' for left in (1, 0, 0)
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_in_database", [False, True])
def test_two_hundred_calls_of_twenty_threads_are_two_hundred(settings: Settings, *, is_in_database: bool) -> None:
    if is_in_database:
        table = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
        settings.CACHES = {"default": table}
    found: list[int] = []

    def call_ten_times() -> None:
        found.extend(throttling._count("api-calls:client-1:1") for _ in range(10))
        connection.close()

    threads = [threading.Thread(target=call_ten_times) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == list(range(1, 201))


def test_a_client_gets_as_many_tokens_a_minute_as_calls(qingshan: Tenant) -> None:
    client = make_api_client(qingshan, calls_per_minute=2)
    body = {"grant_type": "client_credentials"}
    asked = [
        Client().post(TOKEN, body, headers={"Authorization": basic(client, secret)})
        for secret in ("wrong", SECRET, SECRET, SECRET)
    ]
    assert [response.status_code for response in asked] == [401, 200, 200, 429]
    assert (asked[-1].json()["error"], asked[-1]["Retry-After"]) == ("temporarily_unavailable", "60")
