"""How often whoever has no client may call."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


def test_readers_of_the_document_have_a_limit_for_each_address() -> None:
    def left(address: str) -> str:
        response = Client(REMOTE_ADDR=address).get("/api/v1/openapi.json")
        assert response.status_code == 200
        return str(response["RateLimit"]).partition(";t=")[0]

    assert [left(address) for address in ("192.0.2.1", "192.0.2.1", "192.0.2.2")][::2] == ['"calls";r=299'] * 2
