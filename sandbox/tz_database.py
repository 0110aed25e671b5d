"""The time zone database that the sandbox reads: the system's or the package's, the newer one.

A client that reads the newer one would else see its meetings an hour off where a country has changed its clocks since.
"""

import re
import zoneinfo
from pathlib import Path

import tzdata


def use_newest() -> None:
    """Have the package read where the system's copy is older, or doesn't say how old; before anything reads a zone."""
    if _system_version() < tzdata.IANA_VERSION:
        zoneinfo.reset_tzpath(())
        zoneinfo.ZoneInfo.clear_cache()


def _system_version() -> str:
    folder = next((path for path in map(Path, zoneinfo.TZPATH) if path.is_dir()), None)
    try:
        said = (folder / "tzdata.zi").read_text(encoding="ascii")[:40] if folder else ""
    except OSError:
        return ""
    found = re.match(r"# version (\w+)", said)
    return found[1] if found else ""
