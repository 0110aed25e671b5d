"""Another system that takes webhooks: a real HTTP server on the loopback that answers as it is told."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.patience import HANG_SECONDS

# Writes the whole answer by itself, from its first line.
Answering = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True, slots=True)
class Received:
    """One POST."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """What has come, and how it answers: by ``status``, ``headers`` and ``body``, or as ``answering`` does."""

    url: str = ""
    port: int = 0
    status: int = 200
    body: bytes = b"taken"
    headers: dict[str, str] = field(default_factory=dict)
    answering: Answering | None = None
    received: list[Received] = field(default_factory=list)
    # Hanging answers end with the test.
    is_over: threading.Event = field(default_factory=threading.Event)

    def hang(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer nothing until the test is over."""
        self.is_over.wait(HANG_SECONDS)

    def drip(self, handler: BaseHTTPRequestHandler) -> None:
        """Write a header that never ends, a byte at a time."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
        while not self.is_over.wait(0.05):
            handler.wfile.write(b"x")
            handler.wfile.flush()


@contextmanager
def receiver(*, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1") -> Iterator[Receiver]:
    """Start one; ``url`` is its address."""
    found = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.received.append(Received(self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            if found.answering:
                try:
                    found.answering(self)
                except OSError:  # the other side had enough
                    self.close_connection = True
                return
            self.send_response(found.status)
            for name, text in (found.headers | {"Content-Length": str(len(found.body))}).items():
                self.send_header(name, text)
            self.end_headers()
            self.wfile.write(found.body)

        def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
            """Keep quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Keep quiet: a connection that is cut is what some tests are about."""

    server = Server((host, 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    found.port = server.server_address[1]
    found.url = f"{'https' if tls else 'http'}://{host}:{found.port}/hooks"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.is_over.set()
        server.shutdown()
        server.server_close()
