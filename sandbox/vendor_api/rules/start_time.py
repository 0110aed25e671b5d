"""Decide when a meeting may be."""

from datetime import UTC, datetime

from sandbox import clock
from sandbox.contract.errors import Refused
from sandbox.vendor_api.rules.booking_fields import WRONG_VALUE

# The vendor's horizon is not published; a series may span a year, so a single meeting gets no more.
MAX_SECONDS_AHEAD = 365 * 24 * 3600


def parse_start(written: str | None, *, now: int) -> int | None:
    """Return the start in UTC; None means at once. Refuse the past and what is too far ahead."""
    if written is None or written == "":
        return None
    try:
        found = datetime.strptime(written, clock.MINUTE_FORMAT).replace(tzinfo=UTC)
    except ValueError as error:
        raise Refused(WRONG_VALUE) from error
    at = int(found.timestamp())
    if clock.minute(at) != written:  # Python reads other digits, blanks and lengths as well
        raise Refused(WRONG_VALUE)
    if at < now:
        raise Refused("MMC.111071013")
    if at > now + MAX_SECONDS_AHEAD:
        raise Refused("MMC.111071014")
    return at
