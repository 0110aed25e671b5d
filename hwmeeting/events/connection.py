"""One WebSocket that never blocks once it is open, so that one thread can hold hundreds."""

import socket
import ssl
import time
from urllib.parse import urlsplit

from websockets.client import ClientProtocol
from websockets.exceptions import InvalidHandshake, InvalidURI
from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN
from websockets.uri import parse_uri

from hwmeeting.addresses import checked_base_url

_CHUNK = 64 * 1024
# One full message of 500 participants is some 300 kB.
_LARGEST = 8 * 1024 * 1024
_SENDING_SECONDS = 2.0


class ConnectionLost(Exception):
    """There is no connection, or not any more; the words are for logs."""


class Connection:
    """An open WebSocket. ``fileno()`` lets a selector wait for it; it belongs to one thread."""

    def __init__(self, url: str, *, ca_file: str = "", timeout: float) -> None:
        """Open it within ``timeout`` seconds. Raises ConnectionLost."""
        self._parts: list[bytes] = []
        try:
            checked_base_url(_as_http(url))
            self._protocol = ClientProtocol(parse_uri(url), max_size=_LARGEST)
            deadline = time.monotonic() + timeout
            self._socket = _connect(url, ca_file, timeout)
        except (OSError, ValueError, InvalidURI) as error:
            raise ConnectionLost(type(error).__name__) from error
        try:
            self._shake_hands(deadline)
        except BaseException:
            self._socket.close()
            raise

    def fileno(self) -> int:
        return self._socket.fileno()

    def send(self, text: str) -> None:
        """Send one frame. Raises ConnectionLost."""
        try:
            self._protocol.send_text(text.encode())
            self._flush()
        except (OSError, InvalidHandshake) as error:
            raise ConnectionLost(type(error).__name__) from error

    def receive(self) -> list[str]:
        """Return the messages that have arrived, at once. Raises ConnectionLost when there are none to come."""
        closed = self._read()
        found = [text for event in self._protocol.events_received() if (text := self._message(event)) is not None]
        if not closed:
            try:
                self._flush()  # answers to pings
            except OSError:
                closed = True
        if closed and not found:
            raise ConnectionLost("closed")
        return found

    def close(self) -> None:
        """Close it, with a word to the other side where it still listens."""
        try:
            if self._protocol.state is OPEN:
                self._protocol.send_close(1000)
                self._flush()
        except OSError:
            pass  # it doesn't
        self._socket.close()

    def _shake_hands(self, deadline: float) -> None:
        try:
            self._protocol.send_request(self._protocol.connect())
            self._flush()
            while self._protocol.state is not OPEN:
                self._socket.settimeout(max(deadline - time.monotonic(), 0.01))
                chunk = self._socket.recv(_CHUNK)
                self._protocol.receive_data(chunk) if chunk else self._protocol.receive_eof()
                if self._protocol.handshake_exc or not chunk:
                    raise ConnectionLost("refused")
        except OSError as error:
            raise ConnectionLost(type(error).__name__) from error
        self._socket.setblocking(False)

    def _read(self) -> bool:
        """Take in what has arrived. Return whether the other side has closed."""
        while True:
            try:
                chunk = self._socket.recv(_CHUNK)
            except (BlockingIOError, ssl.SSLWantReadError):
                return self._protocol.state is not OPEN
            except OSError:
                return True
            if not chunk:
                self._protocol.receive_eof()
                return True
            self._protocol.receive_data(chunk)

    def _message(self, event: object) -> str | None:
        """Return the text of a message that is complete with this frame."""
        if not isinstance(event, Frame) or event.opcode not in {Opcode.TEXT, Opcode.CONT}:
            return None
        self._parts.append(bytes(event.data))
        if not event.fin:
            return None
        text, self._parts = b"".join(self._parts).decode("utf-8", "replace"), []
        return text

    def _flush(self) -> None:
        waiting = [data for data in self._protocol.data_to_send() if data]
        if waiting:
            self._socket.settimeout(_SENDING_SECONDS)
            self._socket.sendall(b"".join(waiting))
            self._socket.setblocking(False)


def _as_http(url: str) -> str:
    scheme, colon, rest = url.partition(":")
    return {"wss": "https", "ws": "http"}.get(scheme, "") + colon + rest.partition("?")[0]


def _connect(url: str, ca_file: str, timeout: float) -> socket.socket:
    parts = urlsplit(url)
    host = parts.hostname or ""
    plain = socket.create_connection((host, parts.port or (443 if parts.scheme == "wss" else 80)), timeout)
    if parts.scheme != "wss":
        return plain
    try:
        context = ssl.create_default_context(cafile=ca_file or None)
        return context.wrap_socket(plain, server_hostname=host)
    except BaseException:
        plain.close()
        raise
