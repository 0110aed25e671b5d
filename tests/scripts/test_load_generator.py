"""What comes from Debian's packages is installed where it may be; else a sentence says so before anything else."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from benchmarks import load
from tests.patience import HANG_SECONDS


@pytest.fixture
def commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH whose apt-get notes its words, and brings wrk."""
    apt = tmp_path / "apt-get"
    apt.write_text(
        f'#!/bin/sh\necho "$@" >> "{tmp_path}/words"\nprintf "#!/bin/sh\\n" > "{tmp_path}/wrk"\n'
        f'chmod 755 "{tmp_path}/wrk"\n'
    )
    apt.chmod(0o755)
    for name in ("sh", "env", "chmod"):
        (tmp_path / name).symlink_to(f"/bin/{name}" if Path(f"/bin/{name}").exists() else f"/usr/bin/{name}")
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def test_the_load_generator_is_installed_by_root(commands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert load.generator() == str(commands / "wrk")
    assert (commands / "words").read_text().splitlines() == [
        "-qq update",
        "-qq install --yes --no-install-recommends wrk",
    ]


def test_whoever_may_not_install_reads_a_sentence(commands: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match="wrk is missing, so nothing was measured: sudo apt-get install --yes wrk"):
        load.generator()
    assert not (commands / "words").exists()


def test_the_measures_say_so_before_the_first_of_them(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks"],
        cwd=settings.BASE_DIR,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
        timeout=HANG_SECONDS,
    )
    assert done.returncode == 1
    assert done.stdout.replace("Installing: wrk\n", "") == ""
    assert done.stderr == (
        "The load generator wrk is missing, so nothing was measured: sudo apt-get install --yes wrk\n"
    )
