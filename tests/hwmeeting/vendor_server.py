"""A server that does to a call what a test wants, over real sockets; one thread per connection."""

import json
import socket
import ssl
import struct
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """An ordinary answer. ``body`` other than bytes is sent as JSON."""

    body: Any = field(default_factory=dict)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def content(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass(frozen=True)
class Raw:
    """Bytes in place of an answer; then the connection is closed."""

    sent: bytes


@dataclass(frozen=True)
class Cut:
    """A connection that is reset when the whole request has arrived."""


@dataclass(frozen=True)
class Silent:
    """A request that is read and never answered until the client hangs up."""


@dataclass(frozen=True)
class Drip:
    """An answer that comes a byte at a time and never ends."""


@dataclass(frozen=True)
class Asked:
    """A request as it arrived. ``connection`` tells one connection from another."""

    connection: int
    method: str
    path: str
    headers: dict[str, str]
    body: Any


Step = Reply | Raw | Cut | Silent | Drip


class VendorServer(ThreadingHTTPServer):
    """A server that does the next of ``steps`` for each request and keeps the requests."""

    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self._scheme = "https" if tls else "http"
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.steps: list[Step] = []
        self.asked: list[Asked] = []
        self.connections = 0
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.server_address[1]}"

    def plan(self, *steps: Step) -> None:
        self.steps.extend(steps)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing where a client that doesn't trust the certificate hangs up: a test wants that."""

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: VendorServer

    def setup(self) -> None:
        super().setup()
        self.server.connections += 1
        self.number = self.server.connections

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        read = json.loads(body) if body else None
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append(Asked(self.number, self.command, self.path, headers, read))
        step = self.server.steps.pop(0)
        if isinstance(step, Reply):
            self._reply(step)
            return
        self.close_connection = True
        if isinstance(step, Raw):
            self.wfile.write(step.sent)
        elif isinstance(step, Cut):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        elif isinstance(step, Drip):
            self._drip()
        else:
            self.rfile.read(1)

    do_GET = do_POST = do_PUT = do_DELETE = _take

    def _drip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        never = threading.Event()
        try:
            while not never.wait(0.02):
                self.wfile.write(b" ")
        except OSError:  # the client has hung up
            return

    def _reply(self, reply: Reply) -> None:
        self.send_response_only(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.content)))
        self.end_headers()
        self.wfile.write(reply.content)
