"""Django's own checks: migrations match the models, and the settings of production raise no warning.

Both read the settings, which make folders and secrets, so they get a folder of their own.
"""

import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

from cryptography.fernet import Fernet

_ROOT = Path(__file__).resolve().parent.parent


def _production() -> dict[str, str]:
    """What docs/operations.md tells an operator to set, with values of this run."""
    return {
        "DEBUG": "0",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "FIELD_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "PORTAL_URL": "https://meetings.example.org",
        "ALLOWED_HOSTS": "meetings.example.org",
        "DATABASE_URL": "postgres://portal@127.0.0.1/portal",
        "CACHE_URL": "redis://127.0.0.1/0",
        "CELERY_BROKER_URL": "redis://127.0.0.1/1",
        "EMAIL_URL": "smtp+tls://portal@127.0.0.1:587",
        "DEFAULT_FROM_EMAIL": "meetings@example.org",
    }


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        development = {"DEBUG": "1", "DATA_DIR": folder}
        production = _production() | {"DATA_DIR": folder, "STATIC_ROOT": f"{folder}/static"}
        checks = [
            (development, ["makemigrations", "--check", "--dry-run"]),
            (production, ["collectstatic", "--noinput", "--verbosity", "0"]),
            (production, ["check", "--deploy", "--fail-level", "WARNING"]),
        ]
        codes = [
            subprocess.run([sys.executable, "manage.py", *command], cwd=_ROOT, env=_clean() | environment, check=False)
            for environment, command in checks
        ]
    return max(done.returncode for done in codes)


def _clean() -> dict[str, str]:
    """Our environment without a setting of this machine, which would make the result another one."""
    return {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}


if __name__ == "__main__":
    sys.exit(main())
