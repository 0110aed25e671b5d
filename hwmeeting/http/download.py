"""A file of the vendor's other service, as it comes: long, and without the API's errors."""

import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import requests
import urllib3.exceptions

from hwmeeting.addresses import checked_base_url
from hwmeeting.errors import HwMeetingError, NoAnswer, ServerFault, Unreachable
from hwmeeting.http.pool import get_pool
from hwmeeting.http.transport import CONNECT_SECONDS, READ_SECONDS

PIECE = 64 * 1024


class FileStream:
    """A file that is being fetched, piece by piece; whoever has it closes it. ``size`` is None where it isn't told."""

    def __init__(self, response: requests.Response, stack: ExitStack) -> None:
        self._response, self._stack = response, stack
        length = response.headers.get("Content-Length", "")
        self.size = int(length) if length.isascii() and length.isdigit() else None
        self.media_type = response.headers.get("Content-Type", "").partition(";")[0].strip()

    def pieces(self) -> Iterator[bytes]:
        """Yield the file. Raises ServerFault where it breaks off."""
        try:
            while piece := self._response.raw.read(PIECE, decode_content=True):
                yield piece
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise ServerFault.not_readable() from error

    def close(self) -> None:
        """Let go of the connection; twice is no harm."""
        self._stack.close()


def open_file(url: str, token: str, *, ca_file: str = "") -> FileStream:
    """Return the file at ``url``, which ``token`` opens once. Raises HwMeetingError, also for what isn't the file."""
    stack = ExitStack()
    try:
        return FileStream(_get(url, token, ca_file, stack), stack)
    except BaseException:
        stack.close()
        raise


def _get(url: str, token: str, ca_file: str, stack: ExitStack) -> requests.Response:
    request_id = uuid.uuid4().hex
    try:
        parts = urlsplit(url)
        pool = get_pool(checked_base_url(f"{parts.scheme}://{parts.netloc}"), ca_file)
    except ValueError as error:
        raise ServerFault.not_readable(request_id=request_id) from error
    session = stack.enter_context(pool.session())
    try:
        response = session.get(
            url,
            headers={"Authorization": token, "Accept": "*/*", "Accept-Encoding": "identity"},
            timeout=(CONNECT_SECONDS, READ_SECONDS),
            allow_redirects=False,
            stream=True,
        )
    except requests.RequestException as error:
        raise _error(error, request_id) from error
    stack.callback(response.close)
    if response.status_code != requests.codes.ok:
        raise ServerFault.not_readable(status=response.status_code, request_id=request_id)
    return response


def _error(error: requests.RequestException, request_id: str) -> HwMeetingError:
    """Return Unreachable or NoAnswer: neither matters more than the other, since a file is only read."""
    kind = Unreachable if isinstance(error, requests.ConnectionError) else NoAnswer
    return kind(request_id=request_id)
