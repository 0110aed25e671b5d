"""Post a body to a webhook's address, which is on this machine: nothing leaves it."""

import http.client
import ipaddress
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import uuid4

TIMEOUT_SECONDS = 5
_LARGEST_ANSWER = 64 * 1024


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back; ``status`` is 0 where nothing did, and ``error`` says why."""

    status: int
    body: bytes = b""
    error: str = ""


def post(url: str, body: bytes) -> Reply:
    """Post it once. Redirects are not followed."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return Reply(0, error="no address")
    if not _is_on_this_machine(host):
        return Reply(0, error="not on this machine")
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(
            host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT_SECONDS)
    headers = {"Content-Type": "application/json;charset=UTF-8", "X-Request-ID": uuid4().hex}
    try:
        connection.request("POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, headers)
        answer = connection.getresponse()
        return Reply(answer.status, answer.read(_LARGEST_ANSWER))
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Reply(0, error=type(error).__name__)
    finally:
        connection.close()


def _is_on_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
