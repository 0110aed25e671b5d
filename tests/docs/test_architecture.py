"""The map in docs/architecture.md, and every path that a document names."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.docs.test_docs import DOCUMENTS

ROOT = Path(settings.BASE_DIR)
_TOPS = sorted(path.name for path in ROOT.iterdir() if path.is_dir() and path.name[0] != ".")
_GENERATED = {"var", "node_modules", "staticfiles"}
_PATH = re.compile(rf"`((?:{'|'.join(name for name in _TOPS if name not in _GENERATED)})/[\w/.*-]*)`")


def mapped() -> dict[str, str]:
    """What the map says of each package."""
    lines = re.findall(r"^([\w/]+)/ {2,}(\S.+)$", (ROOT / "docs" / "architecture.md").read_text(), re.MULTILINE)
    return {package: words for package, words in lines if "→" not in words}


def test_the_map_names_packages_that_exist() -> None:
    assert len(mapped()) > 30
    assert [package for package in mapped() if not (ROOT / package / "__init__.py").exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_path_in_a_document_exists(name: str) -> None:
    named = set(_PATH.findall((ROOT / name).read_text()))
    assert {path for path in named if not any(ROOT.glob(path))} == set()
