"""Sees to it that the tests find libical, with which Evolution reads calendar files: Debian's own packages.

Its Python is the system's; the tests do without it where it can't be installed.
"""

import subprocess
import sys
from functools import cache

from scripts import apt

PYTHON = "/usr/bin/python3"
_PACKAGES = ("python3-gi", "gir1.2-ical-3.0")
_IMPORT = 'import gi; gi.require_version("ICalGLib", "3.0"); from gi.repository import ICalGLib'


def main() -> int:
    if not has_libical():
        apt.install(_PACKAGES)
        has_libical.cache_clear()
    if not has_libical():
        print(
            "Calendar files are not read by libical, which is missing: "
            f"sudo apt-get install --yes {' '.join(_PACKAGES)}",
            file=sys.stderr,
        )
    return 0


@cache
def has_libical() -> bool:
    """Tell whether the Python of the system reads calendar files with libical."""
    try:
        return subprocess.run([PYTHON, "-c", _IMPORT], check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    sys.exit(main())
