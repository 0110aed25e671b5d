"""One POST to an address that was decided on: pinned, without redirects, within ten seconds in all."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from requests.utils import DEFAULT_CA_BUNDLE_PATH

from notifications.models import WebhookDelivery
from notifications.webhooks import addresses
from notifications.webhooks.addresses import BadAddress, Flaw, Target

SECONDS = 10.0
KEPT_BYTES = 64 * 1024
_MOST_ADDRESSES = 3
_Failure = WebhookDelivery.Failure


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: ``status_code`` and the beginning of the body, or why there was no answer."""

    took_ms: int
    status_code: int | None = None
    body: str = ""
    retry_after: float = 0.0
    failure: str = ""

    @property
    def is_taken(self) -> bool:
        return self.status_code is not None and 200 <= self.status_code < 300


class _NoAnswer(Exception):
    def __init__(self, failure: _Failure) -> None:
        super().__init__(failure.value)
        self.failure = failure


def post(*, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """Send it and return what came back; whatever goes wrong on the way is an answer, too.

    The connection is made to the address that was checked, with the URL's host in ``Host``, SNI and the certificate's
    check. Nothing that the other side does makes it longer than ``SECONDS``, by the clock and not by the read.
    """
    began = time.monotonic()
    try:
        target = addresses.parse(url)
        found = addresses.resolve(target, seconds=SECONDS / 2)
        status_code, text, retry_after = _exchange(target, found, headers, body, began + SECONDS)
    except BadAddress as error:
        is_unknown = error.flaw == Flaw.UNKNOWN_HOST
        return Answer(_ms(began), failure=_Failure.UNKNOWN_HOST if is_unknown else _Failure.FORBIDDEN)
    except _NoAnswer as error:
        return Answer(_ms(began), failure=error.failure)
    return Answer(_ms(began), status_code, text, retry_after)


def _exchange(
    target: Target, found: list[str], headers: Mapping[str, str], body: bytes, until: float
) -> tuple[int, str, float]:
    used = _connect(found[:_MOST_ADDRESSES], target.port, until)
    used.settimeout(SECONDS)
    if target.is_encrypted:
        tls = _tls(settings.WEBHOOK_CA_FILE)
        used = tls.wrap_socket(used, server_hostname=target.host, do_handshake_on_connect=False)
    # A socket's own time limit begins anew with each byte. This one doesn't.
    watchdog = threading.Timer(max(until - time.monotonic(), 0), _cut, [used])
    watchdog.daemon = True
    watchdog.start()
    try:
        if isinstance(used, ssl.SSLSocket):
            used.do_handshake()
        return _ask(target, used, headers, body, until)
    except ssl.SSLCertVerificationError as error:
        raise _NoAnswer(_Failure.CERTIFICATE) from error
    except (OSError, http.client.HTTPException) as error:
        raise _NoAnswer(_failure_of(error, until)) from error
    finally:
        watchdog.cancel()
        used.close()


def _connect(found: list[str], port: int, until: float) -> socket.socket:
    for number, address in enumerate(found):
        # A share of the time for each, so that one that swallows packets leaves some for the next.
        seconds = (until - time.monotonic()) / (len(found) - number)
        try:
            return socket.create_connection((address, port), timeout=max(seconds, 0.001))
        except OSError as error:
            reason = error
    raise _NoAnswer(_failure_of(reason, until)) from reason


def _ask(
    target: Target, used: socket.socket, headers: Mapping[str, str], body: bytes, until: float
) -> tuple[int, str, float]:
    connection = http.client.HTTPConnection(target.host, target.port)
    if target.is_encrypted:
        connection.default_port = http.client.HTTPS_PORT  # which the Host header goes by
    connection.sock = used  # so that it connects to nothing by itself
    connection.request("POST", target.path, body, dict(headers))
    response = connection.getresponse()
    if time.monotonic() >= until:  # headers that the watchdog has cut off look as if they were all
        raise TimeoutError
    return response.status, _beginning(response), _seconds(response.headers.get("Retry-After", ""))


def _beginning(response: http.client.HTTPResponse) -> str:
    """Return what people may read of the body; the status counts also where the rest doesn't come."""
    found = b""
    try:
        while len(found) < KEPT_BYTES and (read := response.read1(KEPT_BYTES - len(found))):
            found += read
    except (OSError, http.client.HTTPException):
        return _text(found)
    return _text(found)


def _text(found: bytes) -> str:
    # PostgreSQL knows no such character
    return found.decode("utf-8", "replace").replace("\x00", "\ufffd")


def _seconds(retry_after: str) -> float:
    """Return how long the other system wants to be left alone, where it says so in seconds."""
    return float(retry_after) if retry_after.isascii() and retry_after.isdecimal() and len(retry_after) < 8 else 0.0


def _failure_of(error: Exception, until: float) -> _Failure:
    if isinstance(error, TimeoutError) or time.monotonic() >= until:
        return _Failure.TIMEOUT
    return _Failure.ANSWER if isinstance(error, http.client.HTTPException) else _Failure.UNREACHABLE


def _cut(used: socket.socket) -> None:
    try:
        # Of an encrypted one, too, the plain method: its own would take apart what another thread is reading from.
        socket.socket.shutdown(used, socket.SHUT_RDWR)
    except OSError:  # it has ended by itself
        return


@cache
def _tls(ca_file: str) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=ca_file or DEFAULT_CA_BUNDLE_PATH)


def _ms(began: float) -> int:
    return int((time.monotonic() - began) * 1000)
