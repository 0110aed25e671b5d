"""What is not in the docs fails here."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from portal.celery import app

ROOT = Path(settings.BASE_DIR)
DOCUMENTS = sorted(str(path.relative_to(ROOT)) for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
OURS = ("accounts", "control", "directory", "encryption", "history", "insights", "meetings", "notifications", "portal")


def text(name: str) -> str:
    return (ROOT / name).read_text()


def settings_read() -> set[str]:
    """The names that the settings ask the environment for."""
    sources = "\n".join(path.read_text() for path in (ROOT / "portal").glob("*.py"))
    return set(re.findall(r'env\.?\w*\(\s*"([A-Z][A-Z_]+)"', sources))


@pytest.mark.parametrize("name", ["docs/settings.md", ".env.example"])
def test_every_setting_is_explained(name: str) -> None:
    known = set(re.findall(r"[A-Z][A-Z_]{2,}", text(name)))
    assert len(settings_read()) > 20
    assert settings_read() - known == set()


def test_the_example_names_nothing_that_is_not_read() -> None:
    named = set(re.findall(r"^([A-Z_]+)=", text(".env.example"), re.MULTILINE))
    assert named == settings_read()


def test_every_task_is_explained() -> None:
    app.loader.import_default_modules()
    tasks = {name for name in app.tasks if not name.startswith("celery.")}
    assert {name for name in tasks if f"`{name}`" not in text("docs/operations.md")} == set()


def test_every_task_of_the_clock_exists() -> None:
    app.loader.import_default_modules()
    assert {row["task"] for row in app.conf.beat_schedule.values()} <= set(app.tasks)


def test_every_command_is_explained() -> None:
    ours = {name for name, package in get_commands().items() if package in OURS}
    assert {name for name in ours if f"manage.py {name}" not in text("docs/operations.md")} == set()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text(name))
    assert [link for link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


def test_the_readme_is_short() -> None:
    assert len(text("README.md").splitlines()) <= 100


def test_the_changelog_says_what_was_added_changed_and_fixed() -> None:
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    headings = re.findall(r"^### (.+)$", text("CHANGELOG.md"), re.MULTILINE)
    assert headings
    assert set(headings) <= kinds
    entries = re.findall(r"^- .+(?:\n  .+)*", text("CHANGELOG.md"), re.MULTILINE)
    assert [entry for entry in entries if not entry.endswith((".", ".)"))] == []


def test_the_licence_is_what_the_project_names() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    assert project["license"] == "Apache-2.0"
    assert "Apache License" in text("LICENSE")


def test_the_picture_of_the_product_is_small_and_can_be_made_again() -> None:
    picture = (ROOT / "docs" / "portal.png").read_bytes()
    assert picture.startswith(b"\x89PNG\r\n")
    assert len(picture) <= 200_000
    assert "(docs/portal.png)" in text("README.md")
    assert "python -m scripts.picture" in text("README.md")
    assert "docs/portal.png" in (ROOT / "scripts" / "picture.py").read_text()
