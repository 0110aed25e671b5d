"""Sees to it that the journeys find Chromium and fonts with Chinese characters: Debian's own packages."""

import os
import shutil
import subprocess
import sys

_PACKAGES = ("chromium", "fonts-noto-cjk")


def main() -> int:
    if _is_there():
        return 0
    may_install = _as_root()
    if may_install is not None and shutil.which("apt-get"):
        print(f"Installing: {' '.join(_PACKAGES)}", flush=True)
        apt = [*may_install, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        subprocess.run([*apt, "update"], check=False)
        subprocess.run([*apt, "install", "--yes", "--no-install-recommends", *_PACKAGES], check=False)
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


def _as_root() -> list[str] | None:
    """What stands before a command to run it as root; None where we may not without asking for a password."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode == 0
    ):
        return ["sudo", "-n"]
    return None


if __name__ == "__main__":
    sys.exit(main())
