"""docs/operations.md: what a machine reads in it is right."""

import configparser
import re
from pathlib import Path

from django.conf import settings

TEXT = (Path(settings.BASE_DIR) / "docs" / "operations.md").read_text()


def unit() -> configparser.ConfigParser:
    """The systemd unit that it shows."""
    (block,) = re.findall(r"^```ini\n(.+?)^```", TEXT, re.MULTILINE | re.DOTALL)
    found = configparser.ConfigParser(strict=False, interpolation=None)
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read_string(block)
    return found


def test_a_stop_of_the_unit_lets_the_job_at_hand_end() -> None:
    """systemd's own KillMode sends SIGTERM to the processes of the pool as well, whose jobs die of it."""
    service = unit()["Service"]
    assert service["KillMode"] == "mixed"
    assert int(service["TimeoutStopSec"]) >= 60


def test_the_unit_comes_back_by_itself_and_reads_the_file_that_was_filled_in() -> None:
    service = unit()["Service"]
    assert service["Restart"] == "always"
    assert service["EnvironmentFile"] == f"{service['WorkingDirectory']}/.env"
    assert service["ExecStart"].startswith(f"{service['WorkingDirectory']}/.venv/bin/python -m celery ")
