"""The newer copy of the time zone database is read, in each process."""

import os
import subprocess
import sys
import zoneinfo
from collections.abc import Iterator
from importlib.resources import files
from io import StringIO
from pathlib import Path

import pytest
import tzdata
from django.conf import settings
from django.core.management import call_command
from pytest_django import Settings

from l10n import tz_database


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PYTHONTZPATH", os.environ.get("PYTHONTZPATH", ""))
    before = zoneinfo.TZPATH
    yield
    zoneinfo.reset_tzpath(before)


def system(folder: Path, version: str) -> Path:
    """A system's copy of that version, with a zone that no other has."""
    (folder / "Test").mkdir(parents=True)
    (folder / "Test" / "Here").write_bytes((files("tzdata") / "zoneinfo" / "Etc" / "UTC").read_bytes())
    if version:
        (folder / "tzdata.zi").write_text(f"# version {version}\n")
    zoneinfo.reset_tzpath([str(folder)])
    return folder


@pytest.mark.parametrize("version", ["2025b", "2024a", ""])
def test_an_older_one_of_the_system_is_not_read(tmp_path: Path, version: str) -> None:
    system(tmp_path / "zones", version)
    tz_database.use_newest()
    assert (zoneinfo.TZPATH, tz_database.version()) == ((), tzdata.IANA_VERSION)
    with pytest.raises(zoneinfo.ZoneInfoNotFoundError):
        zoneinfo.ZoneInfo.no_cache("Test/Here")
    assert os.environ["PYTHONTZPATH"] == "", "for child processes"


def test_a_newer_one_of_the_system_is_read(tmp_path: Path) -> None:
    system(tmp_path / "zones", "2099a")
    tz_database.use_newest()
    assert tz_database.version() == "2099a"
    assert zoneinfo.ZoneInfo.no_cache("Test/Here").key == "Test/Here"


def test_a_machine_without_any(tmp_path: Path) -> None:
    zoneinfo.reset_tzpath([str(tmp_path / "nothing")])
    tz_database.use_newest()
    assert tz_database.version() == tzdata.IANA_VERSION


@pytest.mark.parametrize(
    "imports", ["portal.settings", "portal.wsgi", "portal.celery", "manage"], ids=lambda name: name
)
def test_each_process_reads_the_newer_one(tmp_path: Path, imports: str) -> None:
    old = system(tmp_path / "zones", "2025b")
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environment = kept | {"DEBUG": "1", "DATA_DIR": str(tmp_path / "var"), "PYTHONTZPATH": str(old)}
    script = f"import {imports}, portal.settings, zoneinfo; print(zoneinfo.TZPATH)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "()"


@pytest.mark.django_db
def test_check_says_the_version(settings: Settings) -> None:
    settings.DEBUG = True  # no production is checked here
    said = StringIO()
    call_command("check", stdout=said, stderr=said)
    assert f"The time zones are those of tz database {tz_database.version()}.\n" in said.getvalue()


def test_no_time_is_computed_by_the_zones_of_the_database() -> None:
    others = {"benchmarks", "hwmeeting", "node_modules", "sandbox", "scripts", "tests", "var"}
    ours = [
        path.parent.name for path in Path(settings.BASE_DIR).glob("*/__init__.py") if path.parent.name not in others
    ]
    assert {"history", "insights", "meetings"} <= set(ours)
    sources = [path for name in ours for path in (Path(settings.BASE_DIR) / name).rglob("*.py")]
    forbidden = ("AT TIME ZONE", "import Trunc", "import Extract", "functions.Trunc", "functions.Extract", "__date=")
    assert [path for path in sources for word in forbidden if word in path.read_text()] == []
