"""The pages that belong to nobody: sign-in, errors, components."""

import re

import pytest
from django.core.cache import cache
from django.template import loader
from django.test import Client
from pytest_django import Settings

from accounts.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits_of_earlier_tests() -> None:
    cache.clear()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    "address", ["/account/login/", "/account/password/reset/", "/account/password/reset/done/", "/account/inactive/"]
)
def test_door_is_shown_signed_out(client: Client, address: str, language: str) -> None:
    answer = client.get(address, headers={"accept-language": language})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert len(re.findall("<h1", html)) == 1
    assert 'class="mp-door"' in html


def test_sign_in_refused_keeps_the_address_and_not_the_password(client: Client) -> None:
    html = client.post(
        "/account/login/", {"login": "jing.chen@qingshan.example", "password": "not it at all"}
    ).content.decode()
    assert 'value="jing.chen@qingshan.example"' in html
    assert "not it at all" not in html
    assert "Mail address or password is not right." in html


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


def test_too_many_wrong_passwords_are_told_how_long_to_wait(client: Client) -> None:
    User.objects.create_user("chen.jing@qingshan.example", "right and long", name="陈静", role=User.Role.OPERATOR)
    for password in [*(f"wrong-{number}" for number in range(6)), "right and long"]:
        sent = {"login": "chen.jing@qingshan.example", "password": password}
        page = client.post("/account/login/", sent, headers={"Accept-Language": "en"}).content.decode()
    assert "Too many tries. Please wait five minutes." in page
