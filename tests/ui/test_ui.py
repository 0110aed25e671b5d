"""The look holds together: templates use only classes and icons that exist, and nothing inline."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template, loader
from django.test import RequestFactory
from django.utils import translation

from accounts.models import User
from meetings.models import Meeting, VendorWrite
from meetings.pages import badges
from ui.templatetags import ui

ROOT: Path = settings.BASE_DIR
FOLDERS = (ROOT / "templates", ROOT / "templates_jinja2")
TEMPLATES = sorted(
    path for folder in FOLDERS for path in folder.rglob("*.html") if not {"mail", "admin"} & set(path.parts)
)
SPRITE = set(re.findall(r'<symbol id="i-([a-z-]+)"', (ROOT / "static/icons.svg").read_text()))
CSS = "".join(path.read_text() for path in sorted((ROOT / "assets/css").glob("[0-9]*.css")))
CLASSES = set(re.findall(r"\.(-?[a-zA-Z][\w-]*)", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)))
TAG = re.compile(r"{[%{#].*?[%}#]}", re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_uses_what_exists(path: Path) -> None:
    text = path.read_text()
    icons = set(re.findall(r'{[%{] icon[ (][\'"]([a-z-]+)[\'"]', text)) | set(re.findall(r'symbol="([a-z-]+)"', text))
    values = [TAG.sub("\0", value) for value in re.findall(r'class="((?:{[%{].*?[%}]}|[^"{])*)"', text)]
    # A class of which a tag writes the end is none that could be looked up.
    whole = [re.sub(r"[\w-]+-(?:\0[\w-]*)+", "", value).replace("\0", " ") for value in values]
    used = {word for value in whole for word in value.split()}
    assert (icons - SPRITE, used - CLASSES) == (set(), set())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_has_nothing_inline(path: Path) -> None:
    text = path.read_text()
    found = re.findall(r"""\s(?:style|on[a-z]+|hx-on[:\w-]*)=["'{]|<style|<script(?![^>]*\ssrc=)|javascript:""", text)
    assert found == []


def test_templates_load_nothing_from_another_host() -> None:
    loads = re.compile(r"""(?:src|<link[^>]*href)=["']https?:""")
    assert [path for path in TEMPLATES if loads.search(path.read_text())] == []


def test_icons_of_the_python_code_exist() -> None:
    named = re.compile(r'\bicon\("([a-z-]+)"|Badge\("[a-z]+", "([a-z-]+)"')
    files = [path for app in ("meetings", "accounts", "portal") for path in (ROOT / app).rglob("*.py")]
    used = {one or two for path in files for one, two in named.findall(path.read_text())}
    assert used - SPRITE == set()


def test_lines_of_templates_are_short() -> None:
    """A sentence and a tag of Django's can't always be broken: 3 of 100 lines may be longer than those of Python."""
    lines = [line for folder in FOLDERS for path in folder.rglob("*.html") for line in path.read_text().splitlines()]
    assert sum(len(line) > 119 for line in lines) <= 0.03 * len(lines)


def test_every_class_of_the_stylesheet_is_used() -> None:
    """Python and templates write the end of some: mp-state-{tone}, mp-av-{number}."""
    folders = ("accounts", "meetings", "notifications", "portal", "templates", "templates_jinja2", "ui", "assets/js")
    files = (path for folder in folders for path in (ROOT / folder).rglob("*"))
    text = "\n".join(path.read_text() for path in files if path.suffix in {".py", ".html", ".js"})
    words = set(re.findall(r"[a-zA-Z][\w-]*", text))
    beginnings = tuple(word for word in words if re.fullmatch(r"mp-[\w-]+-", word))
    assert {name for name in CLASSES - words if not name.startswith(beginnings)} == set()


def test_icons_of_the_scripts_exist() -> None:
    text = "".join(path.read_text() for path in (ROOT / "assets/js").glob("*.js"))
    assert set(re.findall(r'\bicon\("([a-z-]+)"', text)) - SPRITE == set()


_STATES, _KINDS, _WRITES = Meeting.State.values, VendorWrite.Kind.values, VendorWrite.State.values


@pytest.mark.parametrize(("state", "kind", "write"), list(product(_STATES, _KINDS, _WRITES)))
@pytest.mark.parametrize("is_stale", [False, True])
def test_badges_of_every_combination_can_be_drawn(state: str, kind: str, write: str, is_stale: bool) -> None:
    for badge in badges.badges(state=state, kind=kind, write=write, is_stale=is_stale):
        assert f"mp-state-{badge.tone}" in CLASSES
        assert badge.icon in SPRITE
        assert badge.word


@pytest.mark.parametrize(
    ("state", "kind", "write", "is_stale", "shown"),
    [
        ("requested", "create", "sent", False, ["booking booking Booking…"]),
        ("requested", "create", "planned", False, ["booking clock Waiting"]),
        ("requested", "create", "unconfirmed", False, ["unconfirmed unconfirmed Checking"]),
        ("requested", "create", "sent", True, ["unconfirmed unconfirmed Checking"]),
        ("refused", "create", "refused", False, ["refused refused Not booked"]),
        ("cancelled", "create", "withdrawn", False, ["cancelled undo Withdrawn"]),
        ("booked", "create", "done", False, ["booked booked Booked"]),
        ("booked", "edit", "planned", False, ["booked booked Booked", "booking clock Change waiting"]),
        ("booked", "edit", "sent", False, ["booked booked Booked", "booking edit Changing…"]),
        (
            "booked",
            "edit",
            "unconfirmed",
            False,
            ["booked booked Booked", "unconfirmed unconfirmed Change being checked"],
        ),
        ("booked", "edit", "sent", True, ["booked booked Booked", "unconfirmed unconfirmed Change being checked"]),
        ("booked", "edit", "refused", False, ["booked booked Booked", "refused refused Not changed"]),
        ("booked", "cancel", "planned", False, ["booked booked Booked", "booking clock Cancellation waiting"]),
        ("booked", "cancel", "sent", False, ["booked booked Booked", "booking cancelled Cancelling…"]),
        (
            "booked",
            "cancel",
            "unconfirmed",
            False,
            ["booked booked Booked", "unconfirmed unconfirmed Cancellation being checked"],
        ),
        ("booked", "cancel", "refused", False, ["booked booked Booked", "refused refused Not cancelled"]),
        ("running", "create", "done", False, ["running running Running"]),
        ("ended", "create", "done", False, ["ended ended Ended"]),
        ("cancelled", "cancel", "done", False, ["cancelled cancelled Cancelled"]),
    ],
)
def test_badges_are_those_of_the_design(state: str, kind: str, write: str, is_stale: bool, shown: list[str]) -> None:
    with translation.override("en"):
        found = badges.badges(state=state, kind=kind, write=write, is_stale=is_stale)
        assert [f"{badge.tone} {badge.icon} {badge.word}" for badge in found] == shown


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
