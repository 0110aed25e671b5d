"""The program as it is started."""

import stat
from pathlib import Path

from tests.sandbox.conftest import NONE, Start


def test_its_folder_is_its_own(start: Start, tmp_path: Path) -> None:
    start(*NONE)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
