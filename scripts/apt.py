"""Packages of Debian, where this machine is one and we may install them."""

import os
import shutil
import subprocess
from collections.abc import Iterable


def install(packages: Iterable[str]) -> None:
    """Install ``packages`` where that takes no password; whoever calls looks whether they are there then."""
    may_install = _as_root()
    if may_install is None or not shutil.which("apt-get"):
        return
    names = list(packages)
    print(f"Installing: {' '.join(names)}", flush=True)
    apt = [*may_install, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt, "update"], check=False)
    subprocess.run([*apt, "install", "--yes", "--no-install-recommends", *names], check=False)


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
