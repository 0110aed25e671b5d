"""The system's own Chromium for all journeys."""

import os
import shutil
from typing import Any

import pytest

from tests.journeys.product import product
from tests.journeys.production import production

__all__ = ["product", "production"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, quiet; as root it has no sandbox of its own."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program is not None, "Chromium is missing: `make test` says how to get it."
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
    quiet += ["--disable-component-update", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return browser_type_launch_args | {"executable_path": program, "args": quiet}
