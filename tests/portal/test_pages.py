"""The pages that belong to nobody: sign-in, errors, components."""

import re

import pytest
from django.template import loader
from django.test import Client
from pytest_django import Settings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "address", ["/account/login/", "/account/password/reset/", "/account/password/reset/done/", "/account/inactive/"]
)
def test_sign_in_page_is_shown_signed_out(client: Client, address: str, language: str) -> None:
    answer = client.get(address, headers={"accept-language": language})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert len(re.findall("<h1", html)) == 1
    assert 'class="mp-sign-in"' in html


def test_every_policy_is_sent(client: Client) -> None:
    policy = client.get("/account/login/")["Content-Security-Policy"]
    assert {part.strip() for part in policy.split(";")} == {
        "default-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    }


def test_unknown_address_answers_in_our_frame(client: Client) -> None:
    answer = client.get("/nothing-here/")
    assert (answer.status_code, "mp-empty" in answer.content.decode()) == (404, True)


def test_500_needs_no_context() -> None:
    assert "系统出错了" in loader.render_to_string("500.html")


def test_too_much_at_once_is_said(client: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 2
    answer = client.post("/account/login/", {"a": "1", "b": "2", "c": "3"})
    page = answer.content.decode()
    assert (answer.status_code, "This could not be read." in page, "无法读取您提交的内容" in page) == (400, True, True)
