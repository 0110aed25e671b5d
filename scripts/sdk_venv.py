"""Huawei's own SDK, in an environment of its own: it pins what the portal must not be held to.

Done again only when its lock has changed.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent
_VENV = _ROOT / ".venv-sdk"
PYTHON = _VENV / "bin" / "python"
_LOCK = _ROOT / "requirements" / "sdk.txt"


def main() -> int:
    stamp = _VENV / "installed"
    digest = hashlib.sha256(_LOCK.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest and PYTHON.exists():
        return 0
    print("Installing: the vendor's SDK", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", _VENV], check=True)
    pip: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--require-hashes",
    ]
    subprocess.run([*pip, "-r", _LOCK], check=True)
    stamp.write_text(digest)
    return 0


if __name__ == "__main__":
    sys.exit(main())
