"""Sees to it that the journeys find Chromium and fonts with Chinese characters: Debian's own packages."""

import shutil
import subprocess
import sys

from scripts import apt

_PACKAGES = ("chromium", "fonts-noto-cjk")


def main() -> int:
    if _is_there():
        return 0
    apt.install(_PACKAGES)
    if _is_there():
        return 0
    print(
        "The journeys drive a real browser, and it or its Chinese fonts are missing: "
        f"sudo apt-get install --yes {' '.join(_PACKAGES)}",
        file=sys.stderr,
    )
    return 1


def _is_there() -> bool:
    """fc-list comes with Chromium, which needs fontconfig."""
    if not shutil.which("chromium") or not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], check=True, capture_output=True).stdout)


if __name__ == "__main__":
    sys.exit(main())
