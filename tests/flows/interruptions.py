"""A server between portal and sandbox: for one call it answers in the vendor's place, or keeps the answer back."""

import http.client
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_OWN_HEADERS = {"host", "connection", "content-length", "transfer-encoding", "content-encoding", "keep-alive"}


@dataclass
class Answer:
    """Given instead of asking the sandbox."""

    status: int
    body: str
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Held:
    """The sandbox is asked; its answer goes nowhere. ``reached`` is set when it is there."""

    reached: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)


class Between(ThreadingHTTPServer):
    """Passes everything on to ``target`` but for what is planned, call by call.

    ``asked`` has each call, answered here or there, as its method, its path and its query.
    """

    daemon_threads = True

    def __init__(self, target: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target = target
        self.planned: dict[tuple[str, str], list[Answer | Held]] = defaultdict(list)
        self.held: list[Held] = []
        self.asked: list[tuple[str, str, str]] = []
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def plan(self, method: str, path: str, *steps: Answer | Held) -> None:
        """What happens to the next calls of that kind."""
        self.planned[method, path].extend(steps)

    def clear(self) -> None:
        """Nothing planned, nothing kept back, nothing asked yet."""
        self.planned.clear()
        self.asked.clear()
        for held in self.held:
            held.released.set()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Between

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path, _, query = self.path.partition("?")
        self.server.asked.append((self.command, path, query))
        planned = self.server.planned[self.command, path]
        step = planned.pop(0) if planned else None
        if isinstance(step, Answer):
            self._answer(step.status, {"Content-Type": "application/json", **step.headers}, step.body.encode())
            return
        headers = {name: value for name, value in self.headers.items() if name.lower() not in _OWN_HEADERS}
        try:
            status, answered, content = self._ask(body, headers)
        except (OSError, http.client.HTTPException):  # the sandbox cut it: so do we
            self.close_connection = True
            self.connection.close()
            return
        if isinstance(step, Held):
            self.server.held.append(step)
            step.reached.set()
            step.released.wait()
            return
        self._answer(status, answered, content)

    def _ask(self, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Return the sandbox's answer, over a connection of its own: one that was kept may be closed by now."""
        target = urlsplit(self.server.target)
        connection = http.client.HTTPConnection(target.hostname or "", target.port, timeout=20)
        try:
            connection.request(self.command, self.path, body or None, headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.headers.items()), answer.read()
        finally:
            connection.close()

    do_GET = do_POST = do_PUT = do_DELETE = _pass_on

    def _answer(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in _OWN_HEADERS | {"date", "server"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the name is the library's
        """Says nothing."""
