"""The map in docs/architecture.md, and every path that a document names."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.docs.test_docs import DOCUMENTS

ROOT = Path(settings.BASE_DIR)
_TOPS = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != ".")
_GENERATED = {"var", "node_modules", "staticfiles"}
_PATH = re.compile(rf"`((?:{'|'.join(name for name in _TOPS if name not in _GENERATED)})/[\w/.*<>-]*)`")


def mapped() -> dict[str, str]:
    """What the map says of each package."""
    lines = re.findall(r"^([\w/]+)/ {2,}(\S.+)$", (ROOT / "docs" / "architecture.md").read_text(), re.MULTILINE)
    return {package: words for package, words in lines if "→" not in words}


def test_the_map_names_packages_that_exist() -> None:
    assert len(mapped()) > 30
    assert [package for package in mapped() if not (ROOT / package / "__init__.py").exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_in_a_document_exists(name: str) -> None:
    """``<noun>`` and the like stand for any name."""
    named = {re.sub(r"<\w+>", "*", path) for path in _PATH.findall((ROOT / name).read_text())}
    assert {path for path in named if not any(ROOT.glob(path))} == set()


def test_the_map_has_every_package() -> None:
    folders = {path.parent.relative_to(ROOT) for path in ROOT.glob("[a-z]*/**/__init__.py")}
    left_out = {"tests", "migrations", "management", *_GENERATED}
    packages = {folder.as_posix() for folder in folders if not left_out & set(folder.parts)}
    assert packages - set(mapped()) == set()


def test_a_recipe_opens_few_files() -> None:
    recipes = re.split(r"^## (.+)$", (ROOT / "docs" / "recipes.md").read_text(), flags=re.MULTILINE)[1:]
    steps = {
        name: len(re.findall(r"^\d\. ", text, re.MULTILINE))
        for name, text in zip(recipes[::2], recipes[1::2], strict=True)
    }
    needed = {"A booking option", "A vendor operation", "A mail", "A page", "A kind of write"}
    assert needed <= set(steps)
    assert max(steps.values()) <= 5
