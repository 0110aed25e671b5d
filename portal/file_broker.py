"""Celery's broker of files, which a full disk must not break: kombu's leaves an empty file behind, and dies of it."""

from contextlib import suppress
from pathlib import Path
from time import time_ns
from typing import Any
from uuid import uuid4

import structlog
from kombu.exceptions import ChannelError
from kombu.transport import TRANSPORT_ALIASES, filesystem
from kombu.utils.json import dumps

_log = structlog.get_logger("portal.file_broker")


class Channel(filesystem.Channel):
    """A channel that writes a message whole or not at all, reads past what is none, and keeps their order.

    Kombu reads by name, and names by the milliseconds since the machine started: as text, 1000000 comes before 999999.
    """

    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]
        path = Path(self.data_folder_out) / f"{time_ns()}_{uuid4()}.{queue}.msg"
        partial = path.with_suffix(".part")
        try:
            partial.write_bytes(dumps(payload).encode())
            partial.replace(path)
        except OSError as error:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise ChannelError(f"The broker's folder takes no message: {error.strerror}") from error

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        while True:
            try:
                return super()._get(queue)
            except ValueError:  # its file is gone by now; the sweep finds the work
                _log.warning("a message of the broker could not be read and is dropped", queue=queue)


class Transport(filesystem.Transport):
    """The transport of ``filesystem://`` addresses."""

    Channel = Channel


def register() -> None:
    """Use this transport from now on."""
    TRANSPORT_ALIASES["filesystem"] = f"{__name__}:{Transport.__name__}"
