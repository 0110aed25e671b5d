"""How the journeys, and the picture of the product, start Debian's Chromium."""

import os
import shutil
from typing import Any


def launch_options() -> dict[str, Any]:
    """Return what starts it quietly; as root it has no sandbox of its own."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program is not None, "Chromium is missing: `make test` says how to get it."
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    quiet += ["--disable-component-update", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {"executable_path": program, "args": quiet}
