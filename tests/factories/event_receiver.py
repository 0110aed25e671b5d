"""A receiver of the vendor's events on this machine, which remembers what came."""

import hashlib
import hmac
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "s" * 32
_WAIT_SECONDS = 10.0


class Receiver(ThreadingHTTPServer):
    """Answers ``meeting.verify`` rightly unless ``proves`` is False, everything else with ``status``."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.bodies: list[bytes] = []
        self.status, self.proves = 200, True
        self.came = threading.Condition()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/hooks/"

    def events(self, count: int) -> list[dict[str, Any]]:
        """Wait for so many events, and return all that came: each one's eventInfo, its signature checked."""
        with self.came:
            assert self.came.wait_for(lambda: len(self.bodies) >= count, _WAIT_SECONDS), self.bodies
            return [read(body) for body in self.bodies]

    def forget(self) -> None:
        with self.came:
            self.bodies.clear()


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        message = json.loads(body)
        answer = b""
        if message["eventInfo"]["event"] == "meeting.verify":
            status = 200
            nonce = message["nonce"] if self.server.proves else "no"
            answer = json.dumps({"event": "meeting.verify", "nonce": nonce}).encode()
        else:
            status = self.server.status
            with self.server.came:
                self.server.bodies.append(body)
                self.server.came.notify_all()
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: Any) -> None:
        pass


def read(body: bytes) -> dict[str, Any]:
    """Return eventInfo, after its signature has been checked over the text that came."""
    message = json.loads(body)
    found = re.search(rb'"eventInfo":(.+),"nonce":', body)
    assert found
    signed = f"{message['appID']}{message['timestamp']}{message['nonce']}".encode() + found[1]
    assert message["signature"] == hmac.new(KEY.encode(), signed, hashlib.sha256).hexdigest()
    info: dict[str, Any] = message["eventInfo"]
    return info


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Run a receiver."""
    server = Receiver()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()
