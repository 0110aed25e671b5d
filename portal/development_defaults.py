"""What a machine without any server gets: secrets that it makes itself, and a broker of files."""

import os
from pathlib import Path

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

# How often a worker looks into the broker's folder; with kombu's own second a mail would wait for half of one.
_POLLING_SECONDS = 0.1


def kept_secret(folder: Path, name: str, *, debug: bool) -> str:
    """Return a secret made once and kept in ``folder`` (mode 600), for development only.

    Raises ImproperlyConfigured with DEBUG off: a production secret is set by its operator, since one
    that the program makes itself is lost with the disk.
    """
    if not debug:
        raise ImproperlyConfigured(
            f"{name} is not set. Set it in the environment; docs/settings.md says how to make one."
        )
    folder.mkdir(parents=True, exist_ok=True)
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
    queue, control = folder / "broker" / "queue", folder / "broker" / "control"
    for path in (queue, control):
        path.mkdir(parents=True, exist_ok=True)
    folders = {"data_folder_in": str(queue), "data_folder_out": str(queue), "control_folder": str(control)}
    return folders | {"polling_interval": _POLLING_SECONDS}
