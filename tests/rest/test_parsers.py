"""Bodies that are no request: told as problem details, whatever is wrong with them."""

import pytest
from django.test import Client

from accounts.models import ApiClient
from tests.factories.api import Caller

BULK = "/api/v1/bulk/identities/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "parse_error"),
        ("", 422, "invalid_request"),
        ("[" * 100_000, 400, "parse_error"),
        ('{"identities": NaN}', 400, "parse_error"),
        (b"\xff\xfe", 400, "parse_error"),
        ('{"\\ud800": 1}', 400, "parse_error"),
        ('{"identities": "' + "x" * 2_000_000 + '"}', 413, "body_too_large"),
    ],
    ids=["cut off", "empty", "deep", "NaN", "no UTF-8", "half a character", "2 MB"],
)
def test_a_body_that_can_not_be_read(erp: ApiClient, body: str | bytes, status: int, code: str) -> None:
    response = Caller(erp).post(BULK, body)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["code"] == code


@pytest.mark.parametrize(
    ("body", "language", "sentence"),
    [
        ('{\n"a": }', "en", "The body is no JSON: look at line 2, column 6."),
        ('{\n"a": }', "zh-CN", "请求正文不是 JSON：请检查第 2 行第 6 列。"),
        (b"\xff\xfe", "zh-CN", "请求正文不是可读取的 JSON：文本须为 UTF-8，数字须为有限值且不过长。"),
        (
            "[" + "9" * 5000 + "]",
            "en",
            "The body is no JSON that can be read: text is UTF-8, numbers are finite and short.",
        ),
    ],
)
def test_what_is_no_json_is_said_in_the_callers_language(
    erp: ApiClient, body: str | bytes, language: str, sentence: str
) -> None:
    assert Caller(erp).post(BULK, body, Accept_Language=language).json()["detail"] == sentence


def test_another_content_type(erp: ApiClient) -> None:
    caller = Caller(erp)
    headers = {"Authorization": f"Bearer {caller.token}"}
    response = Client().post(BULK, "a,b", content_type="text/csv", headers=headers)
    assert (response.status_code, response["Content-Type"]) == (415, "application/problem+json")
