"""The template tags of the look."""

import re

import pytest
from django.template import Context, Template, loader
from django.test import RequestFactory
from django.utils import translation

from accounts.models import User
from ui.templatetags import ui


def test_icon_is_a_builtin_tag() -> None:
    html = Template('{% icon "copy" "mp-i-sm" %}').render(Context())
    assert re.fullmatch(
        r'<svg class="mp-i mp-i-sm" aria-hidden="true"><use href="/static/icons\.[^"]*svg#i-copy"/></svg>', html
    )


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", '<span lang="zh-Hans">陈静</span> Chen &lt;Jing&gt;'),
        ("zh-hans", "陈静 Chen &lt;Jing&gt;"),
    ],
)
def test_person_says_which_part_is_chinese(language: str, shown: str) -> None:
    with translation.override(language):
        assert ui.person("陈静 Chen <Jing>") == shown


def test_avatar_is_stable() -> None:
    assert ui.avatar("Markus Weber", 7) == ui.avatar("Markus Weber", 7)
    assert re.fullmatch(
        r'<span class="mp-avatar mp-av-[1-5] mp-avatar-lg" aria-hidden="true">陈</span>',
        ui.avatar("陈静 Chen Jing", 7, "mp-avatar-lg"),
    )


@pytest.mark.parametrize(("language", "tag"), [("zh-hans", "zh-Hans"), ("en", "en")])
def test_bcp47(language: str, tag: str) -> None:
    assert ui.bcp47(language) == tag


def test_guest_pages_ask_nobody_who_is_signed_in(rf: RequestFactory) -> None:
    class Nobody:
        def __getattr__(self, name: str) -> object:
            raise AssertionError(f"asked for user.{name}")

    html = loader.render_to_string("ui/gate.html", {"user": Nobody(), "messages": Nobody()}, rf.get("/j/token/"))
    assert 'class="mp-gatepage"' in html


def test_kept_parts_differ_by_language_and_person() -> None:
    def shown(language: str, **fields: object) -> str:
        with translation.override(language):
            reader = User(email="jing.chen@qingshan.example", name="陈静", **fields)
            return Template('{% kept "ui/_account_menu.html" reader %}').render(Context({"reader": reader}))

    person, administrator = shown("en"), shown("en", role=User.Role.TENANT_ADMIN)
    assert ("/admin/" in person, "/admin/" in administrator) == (False, True)
    assert ("中文" in person, "中文" in shown("zh-hans")) == (True, False)
    assert ('value="dark"' in person, 'value="dark"' in shown("en", theme="dark")) == (True, False)
    assert shown("en") == person
