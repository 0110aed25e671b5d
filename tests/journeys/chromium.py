"""How the journeys, and the picture of the product, start Debian's Chromium."""

import os
import shutil
from typing import Any

# The same engine without the rest of a browser: a new context takes it a sixth of the time.
_PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")


def launch_options() -> dict[str, Any]:
    """Return what starts it quietly; as root it has no sandbox of its own."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    assert program is not None, "Chromium is missing: `make test` says how to get it."
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    quiet += ["--disable-component-update", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {"executable_path": program, "args": quiet}
