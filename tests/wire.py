"""The wire to a server, which a test cuts and mends."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import parse_qs, urlsplit


class Wire:
    """A port of the loopback that leads to ``target``: a host and a port, or the path of a socket."""

    def __init__(self, target: tuple[str, int] | str) -> None:
        self._target = target
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = _bound(0)
        self.port = int(self._listener.getsockname()[1])
        self.mend()

    def cut(self) -> None:
        """Connections break off, and new ones are refused: the port stays ours, but nobody listens."""
        with suppress(OSError):  # it was cut already
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            broken, self._open = self._open, set()
        for each in broken:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._listener = _bound(self.port)

    def close(self) -> None:
        self.cut()
        self._listener.close()

    def mend(self, port: int = 0) -> None:
        """It leads to the server again, or to the one on ``port`` that has taken its place."""
        if port:
            self._target = ("127.0.0.1", port)
        self._listener.listen(64)
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX if isinstance(self._target, str) else socket.AF_INET)
            try:
                far.connect(self._target)
            except OSError:  # nobody is there
                near.close()
                far.close()
                continue
            with self._lock:
                self._open |= {near, far}
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=self._carry, args=(one, other), daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                other.sendall(data)
        with suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)
        with self._lock:
            self._open.discard(one)
        one.close()


def _bound(port: int) -> socket.socket:
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.bind(("127.0.0.1", port))
    return found


@contextmanager
def wired(url: str) -> Iterator[tuple[Wire, str]]:
    """A wire to the server at ``url``, and the address of the same database through it."""
    parts = urlsplit(url)
    if folder := parse_qs(parts.query).get("host"):
        wire = Wire(f"{folder[0]}/.s.PGSQL.5432")
        through = parts._replace(netloc=f"postgres@127.0.0.1:{wire.port}", query="")
    else:
        wire = Wire(("127.0.0.1", parts.port or 0))
        through = parts._replace(netloc=f":{parts.password}@127.0.0.1:{wire.port}")
    try:
        yield wire, through.geturl()
    finally:
        wire.close()
