"""`check --deploy` names each piece that an installation lacks, and the command that makes it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as ours
from django.core import checks
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import override_settings
from pytest_django import Settings

from l10n.catalogues import compiled
from portal import installation_checks, servers


@contextmanager
def _installation_at(folder: Path) -> Iterator[None]:
    storage = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    with override_settings(
        BASE_DIR=folder,
        STATICFILES_DIRS=[folder / "static"],
        STATIC_ROOT=folder / "staticfiles",
        STORAGES=ours.STORAGES | {"staticfiles": storage},
    ):
        yield


@pytest.fixture(scope="module")
def _whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that lacks nothing, made once: to compress its assets takes seconds."""
    folder = tmp_path_factory.mktemp("whole")
    for part in ("static", "locale"):
        shutil.copytree(ours.BASE_DIR / part, folder / part)
    for path in (folder / "locale").rglob("*.po"):
        path.with_suffix(".mo").write_bytes(compiled(path))
    with _installation_at(folder):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.fixture
def installed(_whole: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of it for one test."""
    shutil.copytree(_whole, tmp_path, dirs_exist_ok=True)
    with _installation_at(tmp_path):
        yield tmp_path


def said(found: list[checks.CheckMessage]) -> list[str]:
    return [f"{message.msg} {message.hint}" for message in found]


def test_one_that_is_whole(installed: Path) -> None:
    assert installation_checks.files_are_made() == []


@pytest.mark.parametrize(
    ("missing", "sentence", "command"),
    [
        ("static/built/app.js", "The page assets are not built: static/built/app.js is missing.", "make production"),
        (
            "static/built/look.css",
            "The page assets are not built: static/built/look.css is missing.",
            "make production",
        ),
        ("staticfiles", "The page assets are not collected: built/app.js is missing in ", "manage.py collectstatic"),
        (
            "staticfiles/staticfiles.json",
            "The page assets are not collected: built/app.js is missing in ",
            "manage.py collectstatic",
        ),
        (
            "locale/zh_Hans/LC_MESSAGES/django.mo",
            "The translations are not compiled: locale/zh_Hans/LC_MESSAGES/django.mo is missing.",
            "python -m scripts.messages compile",
        ),
    ],
)
def test_a_missing_piece(installed: Path, missing: str, sentence: str, command: str) -> None:
    path = installed / missing
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    (told,) = said(installation_checks.missing_files())
    assert told.startswith(sentence)
    assert f"`{command}" in told
    assert said(installation_checks.files_are_made()) == [told]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ("static/icons.svg", "are of another version: icons.svg differs."),
        ("locale/zh_Hans/LC_MESSAGES/django.mo", "The translations are of another version: locale/zh_Hans/"),
    ],
)
def test_a_piece_of_another_version(installed: Path, changed: str, sentence: str) -> None:
    path = installed / changed
    path.write_bytes(path.read_bytes() + b" ")
    (told,) = said(installation_checks.files_are_made())
    assert sentence in told
    assert "`make production`" in told


@pytest.mark.django_db
def test_a_database_that_is_prepared() -> None:
    assert installation_checks.database_is_prepared() == []


@pytest.mark.django_db
def test_a_database_that_is_not_migrated() -> None:
    ((app, name),) = MigrationLoader(connection).graph.leaf_nodes("directory")
    MigrationRecorder(connection).record_unapplied(app, name)
    (told,) = said(installation_checks.database_is_prepared())
    assert told == (
        f"The database lacks 1 migrations, the first of them {app}.{name}. `manage.py migrate` makes its tables."
    )


@pytest.mark.parametrize(
    ("away", "level"), [({"cache": "No table."}, checks.ERROR), ({"database": "Gone."}, checks.INFO)]
)
@pytest.mark.django_db
def test_servers_that_do_not_answer(
    monkeypatch: pytest.MonkeyPatch, settings: Settings, away: dict[str, str], level: int
) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "portal_cache"}
    }
    monkeypatch.setattr(servers, "failures", lambda: away)
    (found,) = installation_checks.database_is_prepared()
    assert found.level == level
    assert str(found.msg).startswith(next(iter(away.values())))
