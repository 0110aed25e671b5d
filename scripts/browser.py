"""Sees to it that the journeys find Chromium and fonts with Chinese characters: Debian's own packages."""

import shutil
import subprocess
import sys

from scripts import apt

_PACKAGES = ("chromium-headless-shell", "fontconfig", "fonts-noto-cjk")


def main() -> int:
    if not (shutil.which("chromium-headless-shell") and _has_fonts()):
        apt.install(_PACKAGES)
    if (shutil.which("chromium-headless-shell") or shutil.which("chromium")) and _has_fonts():
        return 0
    print(
        "The journeys drive a real browser, and it or its Chinese fonts are missing: "
        f"sudo apt-get install --yes {' '.join(_PACKAGES)}",
        file=sys.stderr,
    )
    return 1


def _has_fonts() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh"], check=True, capture_output=True).stdout)


if __name__ == "__main__":
    sys.exit(main())
