"""The vendor's service at one address: the one way that every call takes."""

import random
import time
from datetime import datetime
from typing import Any

from hwmeeting.addresses import checked_base_url
from hwmeeting.errors import HwMeetingError
from hwmeeting.http import answers, retry, transport
from hwmeeting.http.pool import get_pool
from hwmeeting.http.transport import Call


class Endpoint:
    """The address that calls go to. ``ca_file`` names the certificates to trust instead of the usual ones.

    Raises ValueError for an address that is not https, unless it is this machine.
    """

    def __init__(self, base_url: str, ca_file: str = "") -> None:
        self._base_url, self.ca_file = checked_base_url(base_url), ca_file

    def call(self, call: Call) -> Any:
        """Return the content of the answer, after one more try where that does no harm; raise HwMeetingError."""
        return self.call_with_date(call)[0]

    def call_with_date(self, call: Call) -> tuple[Any, datetime | None]:
        """Return the same, and the vendor's clock (aware UTC) where the answer has it."""
        began, tries = time.monotonic(), 0
        while True:
            tries += 1
            try:
                answer = transport.send(get_pool(self._base_url, self.ca_file), call)
                return answers.read_content(call, answer), answer.answered_at
            except HwMeetingError as error:
                error.retryable = retry.may_repeat(method=call.method, error=error)
                pause = retry.pause_before_next(
                    method=call.method,
                    error=error,
                    tries=tries,
                    spent=time.monotonic() - began,
                    jitter=random.random(),  # noqa: S311 — no secret
                )
                if pause is None:
                    raise
            time.sleep(pause)
