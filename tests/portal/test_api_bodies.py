"""Requests that no parser of the API gets to see."""

import json
from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from accounts.models import ApiClient, User
from tests.factories.api import Caller, check_against_document

MEETINGS = "/api/v1/meetings/"
CLIENT_AUTH = "/api/v1/client-auth/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


@pytest.fixture
def headers(erp: ApiClient, chen: User) -> dict[str, str]:
    return {"Authorization": f"Bearer {Caller(erp, act_as='chen').token}"}


def test_a_multipart_form_is_another_kind_and_not_an_empty_body(headers: dict[str, str]) -> None:
    response: Any = Client().post(CLIENT_AUTH, {"file": BytesIO(b"x")}, headers=headers)
    check_against_document("POST", CLIENT_AUTH, response)
    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


def test_a_body_without_its_length_is_refused_and_not_taken_for_none(headers: dict[str, str]) -> None:
    sent = json.dumps({"userId": "zhao"}).encode()
    announced: dict[str, Any] = {
        "wsgi.input": BytesIO(sent),
        "CONTENT_LENGTH": "",
        "HTTP_TRANSFER_ENCODING": "chunked",
    }
    response: Any = Client().post(CLIENT_AUTH, content_type="application/json", headers=headers, **announced)
    check_against_document("POST", CLIENT_AUTH, response)
    assert (response.status_code, response.json()["code"]) == (411, "length_required")


@pytest.mark.parametrize("method", ["DELETE", "PUT"])
def test_a_method_that_an_address_lacks_is_405(headers: dict[str, str], method: str) -> None:
    response = Client().generic(method, MEETINGS, headers=headers)
    assert (response.status_code, response["Allow"]) == (405, "GET, POST, HEAD, OPTIONS")
    assert Client().generic(method, MEETINGS).status_code == 401
