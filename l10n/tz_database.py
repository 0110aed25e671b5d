"""The copy of the IANA time zone database that this process reads: the system's or the package's, the newer one.

Governments change their clocks at a few weeks' notice; a system brings the change when somebody upgrades it.
"""

import os
import re
import zoneinfo
from pathlib import Path

import tzdata

_VERSION = re.compile(r"# version (\w+)")


def use_newest() -> None:
    """Have the package read where the system's copy is older or doesn't say how old, here and in child processes.

    To be called before anything reads a zone.
    """
    if _system_version() < tzdata.IANA_VERSION:
        os.environ["PYTHONTZPATH"] = ""
        zoneinfo.reset_tzpath(())
        zoneinfo.ZoneInfo.clear_cache()


def version() -> str:
    """Return the version of what is read, as IANA writes it: 2026f."""
    return _system_version() or tzdata.IANA_VERSION


def _system_version() -> str:
    """Return the version of the first copy on the path of zoneinfo, nothing where it says none or there is none."""
    for folder in map(Path, zoneinfo.TZPATH):
        if folder.is_dir():
            try:
                with (folder / "tzdata.zi").open() as file:
                    found = _VERSION.match(file.readline())
            except OSError:
                return ""
            return found[1] if found else ""
    return ""
