"""Run the program as a command, to its end."""

import os
import subprocess
import sys
from pathlib import Path

from tests.patience import HANG_SECONDS

ROOT = Path(__file__).resolve().parents[3]


def run_command(*options: str, key: str = "") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "SANDBOX_APP_KEY"}
    return subprocess.run(
        [sys.executable, "-m", "sandbox", *options],
        cwd=ROOT,
        env=environment | ({"SANDBOX_APP_KEY": key} if key else {}),
        capture_output=True,
        text=True,
        timeout=HANG_SECONDS,
        check=False,
    )
