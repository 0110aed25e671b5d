"""One HTTP request to the vendor, made once, and its answer."""

import email.utils
import json
import logging
import ssl
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import requests
import urllib3.exceptions

from hwmeeting.error_codes import NOT_TRUSTED
from hwmeeting.errors import HwMeetingError, NoAnswer, ServerFault, Unreachable
from hwmeeting.http.pool import Pool

_log = logging.getLogger("hwmeeting")

# To connect, between two pieces of an answer, and for its whole body.
CONNECT_SECONDS, READ_SECONDS, BODY_SECONDS = 3.0, 10.0, 10.0
_LARGEST_BODY = 16 * 1024 * 1024
_PIECE = 64 * 1024
_LONGEST_RETRY_AFTER = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Call:
    """A request. ``has_answer`` is False where the vendor answers with nothing that is worth reading."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: Any = field(default=None, repr=False)
    has_answer: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer as it came. ``retry_after`` is in seconds; ``answered_at`` is the vendor's clock."""

    status: int
    request_id: str
    retry_after: float | None
    answered_at: datetime | None
    body: bytes = field(repr=False)


def send(pool: Pool, call: Call) -> Answer:
    """Make the call once and log it. Raises Unreachable, NoAnswer, and ServerFault for a body that breaks off."""
    request_id, began = uuid.uuid4().hex, time.monotonic()
    status: int | str = ""
    try:
        with pool.session() as session:
            answer = _exchange(session, pool.base_url, call, request_id)
        request_id, status = answer.request_id, answer.status
    except HwMeetingError as error:
        request_id, status = error.request_id, error.code
        raise
    finally:
        ms = round((time.monotonic() - began) * 1000)
        line = {"method": call.method, "path": call.path, "status": status, "ms": ms, "request_id": request_id}
        _log.info("vendor call", extra=line)
    return answer


def _exchange(session: requests.Session, base_url: str, call: Call, request_id: str) -> Answer:
    try:
        response = session.request(
            call.method,
            base_url + call.path,
            params=dict(call.query),
            data=None if call.body is None else json.dumps(call.body).encode(),
            headers={"Content-Type": "application/json; charset=UTF-8", "X-Request-Id": request_id, **call.headers},
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            allow_redirects=False,
            stream=True,
        )
    except requests.RequestException as error:
        raise _build_error(error, request_id) from error
    with response:
        request_id = response.headers.get("X-Request-Id", "")[:64] or request_id
        try:
            body = _read_body(response)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise ServerFault.not_readable(status=response.status_code, request_id=request_id) from error
        answered_at = _parse_date(response.headers.get("Date", ""))
        retry_after = _parse_retry_after(response.headers.get("Retry-After", ""), answered_at)
        return Answer(response.status_code, request_id, retry_after, answered_at, body)


def _build_error(error: requests.RequestException, request_id: str) -> HwMeetingError:
    """Return the error for a failed exchange: Unreachable only if nothing can have arrived, else NoAnswer."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.ProxyError):
        return Unreachable(request_id=request_id)
    if isinstance(reason, urllib3.exceptions.NewConnectionError):
        return Unreachable(request_id=request_id)
    if isinstance(error, requests.exceptions.SSLError) and _is_certificate_error(reason):
        return Unreachable(code=NOT_TRUSTED, request_id=request_id)
    return NoAnswer(request_id=request_id)


def _is_certificate_error(reason: BaseException | None) -> bool:
    return reason is not None and any(isinstance(part, ssl.SSLCertVerificationError) for part in reason.args)


def _read_body(response: requests.Response) -> bytes:
    """Return the body, read piece by piece: a server that drips must not hold us for longer than BODY_SECONDS."""
    until, body = time.monotonic() + BODY_SECONDS, bytearray()
    while piece := response.raw.read1(_PIECE, decode_content=True):
        body += piece
        if len(body) > _LARGEST_BODY or time.monotonic() > until:
            raise TimeoutError("The answer is too long or too slow.")
    return bytes(body)


def _parse_date(header: str) -> datetime | None:
    try:
        return email.utils.parsedate_to_datetime(header).astimezone(UTC)
    except ValueError:
        return None


def _parse_retry_after(header: str, now: datetime | None) -> float | None:
    """Return the seconds to wait; the header has them, or a date."""
    if header.isascii() and header.isdigit():
        return min(float(header), _LONGEST_RETRY_AFTER)
    at = _parse_date(header)
    if at is None:
        return None
    wait = (at - (now or datetime.now(UTC))).total_seconds()
    return min(max(wait, 0.0), _LONGEST_RETRY_AFTER)
