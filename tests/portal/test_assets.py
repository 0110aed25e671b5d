"""The built assets under the names of production: with a hash, each reference found."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from pytest_django import Settings

TEMPLATES: Path = settings.BASE_DIR / "templates"


@pytest.fixture
def _production(settings: Settings, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    call_command("collectstatic", interactive=False, verbosity=0)


@pytest.mark.usefixtures("_production")
def test_every_file_that_a_template_names_has_a_hashed_one(tmp_path: Path) -> None:
    text = "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    named = set(re.findall(r'{% static "([^"]+)"', text))
    assert {"built/look.css", "built/app.js", "icons.svg", "favicon.svg"} <= named
    for name in named:
        hashed = staticfiles_storage.url(name)
        assert re.search(r"\.[0-9a-f]{12}\.", hashed)
        assert (tmp_path / hashed.removeprefix("/static/")).exists()


def test_first_load_is_small() -> None:
    built = settings.BASE_DIR / "static/built"
    sizes = {path.name: len(gzip.compress(path.read_bytes())) for path in built.iterdir()}
    assert sizes["look.css"] < 20_000
    assert sizes["app.js"] < 10_000
