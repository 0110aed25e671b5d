"""What a machine without any server gets: secrets that it makes itself, a broker of files, files of its own."""

import os
from pathlib import Path

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

# How often a worker looks into the broker's folder; with kombu's own second a mail would wait for half of one.
_POLLING_SECONDS = 0.1

# By name in DATA_DIR; whoever can't enter a folder reads nothing in it.
_MADE = (
    *(f"portal.sqlite3{end}" for end in ("", "-wal", "-shm")),
    *("mail", "broker", "sandbox", "run.lock", "secret_key.txt", "field_encryption_keys.txt"),
)


def kept_secret(folder: Path, name: str, *, debug: bool) -> str:
    """Return a secret made once and kept in ``folder`` (mode 600), for development only.

    Raises ImproperlyConfigured with DEBUG off: a production secret is set by its operator, since one
    that the program makes itself is lost with the disk.
    """
    if not debug:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it in the environment; docs/settings.md says how to make one."
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{name.lower()}.txt"
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(Fernet.generate_key().decode())
    return path.read_text().strip()


def filesystem_broker(folder: Path) -> dict[str, str | float]:
    """Return options of Celery's filesystem transport: in and out are one folder, a worker reads what a page wrote."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    broker = folder / "broker"
    queue, control = broker / "queue", broker / "control"
    for path in (broker, queue, control):
        path.mkdir(mode=0o700, exist_ok=True)
    folders = {"data_folder_in": str(queue), "data_folder_out": str(queue), "control_folder": str(control)}
    return folders | {"polling_interval": _POLLING_SECONDS}


def make_private(folder: Path) -> None:
    """Keep what this process makes for this account alone, and what an earlier version has made in ``folder``.

    ``folder`` itself may have been somebody's before, so it stays as it is.
    """
    os.umask(0o077)
    for path in (folder / name for name in _MADE):
        if path.exists() and path.stat().st_uid == os.geteuid():
            path.chmod(path.stat().st_mode & 0o700)
