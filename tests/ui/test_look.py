"""The look holds together: templates use only classes and icons that exist, and nothing inline."""

import re
from pathlib import Path

import pytest

from tests.ui.look import CLASSES, CSS, FOLDERS, ICONS, ROOT

TEMPLATES = sorted(
    path for folder in FOLDERS for path in folder.rglob("*.html") if not {"mail", "admin"} & set(path.parts)
)
TAG = re.compile(r"{[%{#].*?[%}#]}", re.DOTALL)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_uses_what_exists(path: Path) -> None:
    text = path.read_text()
    icons = set(re.findall(r'{[%{] icon[ (][\'"]([a-z-]+)[\'"]', text)) | set(re.findall(r'symbol="([a-z-]+)"', text))
    values = [TAG.sub("\0", value) for value in re.findall(r'class="((?:{[%{].*?[%}]}|[^"{])*)"', text)]
    # A class of which a tag writes the end is none that could be looked up.
    whole = [re.sub(r"[\w-]+-(?:\0[\w-]*)+", "", value).replace("\0", " ") for value in values]
    used = {word for value in whole for word in value.split()}
    assert (icons - ICONS, used - CLASSES) == (set(), set())


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_template_has_nothing_inline(path: Path) -> None:
    text = path.read_text()
    found = re.findall(r"""\s(?:style|on[a-z]+|hx-on[:\w-]*)=["'{]|<style|<script(?![^>]*\ssrc=)|javascript:""", text)
    assert found == []


def test_times_are_said_to_programs_too() -> None:
    """The text of one alone is a time that they read only where it is 09:48, as in rows of one day."""
    bare = [path.name for path in TEMPLATES for _ in re.findall(r"<time(?![^>]*datetime=)", path.read_text())]
    assert sorted(bare) == ["_side.html", "agenda_rows.html", "session.html"]


def test_templates_load_nothing_from_another_host() -> None:
    loads = re.compile(r"""(?:src|<link[^>]*href)=["']https?:""")
    assert [path for path in TEMPLATES if loads.search(path.read_text())] == []


def test_icons_of_the_python_code_exist() -> None:
    named = re.compile(r'\bicon\("([a-z-]+)"|Badge\("[a-z]+", "([a-z-]+)"')
    files = [path for app in ("meetings", "accounts", "portal") for path in (ROOT / app).rglob("*.py")]
    used = {one or two for path in files for one, two in named.findall(path.read_text())}
    assert used - ICONS == set()


def test_lines_of_templates_are_short() -> None:
    """A sentence and a tag of Django's can't always be broken: 3 of 100 lines may be longer than those of Python."""
    lines = [line for folder in FOLDERS for path in folder.rglob("*.html") for line in path.read_text().splitlines()]
    assert sum(len(line) > 119 for line in lines) <= 0.03 * len(lines)


def test_every_class_of_the_stylesheet_is_used() -> None:
    """Python and templates write the end of some: mp-state-{tone}, mp-av-{number}."""
    folders = ("accounts", "meetings", "notifications", "portal", "templates", "templates_jinja2", "ui", "assets/js")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*")]
    # The calendar's widget writes mark-up with classes of its own.
    files.append(ROOT / "node_modules/@event-calendar/core/dist/index.js")
    text = "\n".join(path.read_text() for path in files if path.suffix in {".py", ".html", ".js"})
    words = set(re.findall(r"[a-zA-Z][\w-]*", text))
    beginnings = tuple(word for word in words if re.fullmatch(r"mp-[\w-]+-", word))
    assert {name for name in CLASSES - words if not name.startswith(beginnings)} == set()


def test_every_property_of_the_stylesheet_is_used_and_defined() -> None:
    code = re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL)
    ours = r"--mp-[\w-]+"
    defined, used = set(re.findall(rf"({ours})\s*:", code)), set(re.findall(rf"var\(({ours})", code))
    scripts = "".join(path.read_text() for path in (ROOT / "assets/js").glob("*.js"))
    set_by_scripts = set(re.findall(rf'"({ours})"', scripts))
    assert (defined - used - set_by_scripts, used - defined - set_by_scripts) == (set(), set())


def test_icons_of_the_scripts_exist() -> None:
    text = "".join(path.read_text() for path in (ROOT / "assets/js").glob("*.js"))
    assert set(re.findall(r'\bicon\("([a-z-]+)"', text)) - ICONS == set()
