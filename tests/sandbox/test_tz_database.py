"""The newer copy of the time zone database is read by the sandbox, too."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

_SCRIPT = """
import zoneinfo
from sandbox.__main__ import main
try:
    main(["--help"])
except SystemExit:
    print(len(zoneinfo.TZPATH))
"""


@pytest.mark.parametrize(("version", "paths"), [("2025b", "0"), ("", "0"), ("2099a", "1")])
def test_the_newer_one_is_read(tmp_path: Path, version: str, paths: str) -> None:
    if version:
        (tmp_path / "tzdata.zi").write_text(f"# version {version}\n")
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        cwd=settings.BASE_DIR,
        env=kept | {"PYTHONTZPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == paths
