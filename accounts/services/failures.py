"""What a sign-in at the meeting service came to nothing for, as a row keeps it."""

from datetime import datetime, timedelta
from typing import TypedDict

from hwmeeting import HwMeetingError, Refused, TooManyRequests, Unreachable

from accounts.models import Tenant
from accounts.services import refusals
from accounts.services.errors import NotLinked

# Kinds: the vendor's no; too many requests; nobody answered, or not in a way that can be read.
REFUSED, BUSY, AWAY = "refused", "busy", "away"

# A locked account opens again after a minute, and a clock is set right without telling us.
_HEALS = {"USG.206030015": timedelta(minutes=2), "USG.206010057": timedelta(minutes=10)}
_ASK_AGAIN = timedelta(minutes=2)


class Failure(TypedDict):
    """``at`` is our clock and ``vendor_at`` theirs ("" if unknown), both ISO in UTC; ``retry_after`` in seconds."""

    kind: str
    code: str
    status: int
    request_id: str
    retry_after: float
    at: str
    vendor_at: str


def of(error: HwMeetingError, *, now: datetime) -> Failure:
    """What is kept of the vendor client's ``error``."""
    busy = isinstance(error, TooManyRequests)
    return {
        "kind": BUSY if busy else REFUSED if isinstance(error, Refused) else AWAY,
        "code": error.code,
        "status": error.status,
        "request_id": error.request_id,
        "retry_after": (error.retry_after or 0.0) if isinstance(error, TooManyRequests) else 0.0,
        "at": now.isoformat(timespec="seconds"),
        "vendor_at": "",
    }


def raised(failure: Failure, *, tenant: Tenant) -> NotLinked | HwMeetingError:
    """The error for whoever wanted to act.

    What they wanted was never asked of the vendor, so that an unclear end of the sign-in is still a clear one
    of theirs: Unreachable, which any call may repeat.
    """
    if failure["kind"] == REFUSED:
        return refusals.not_accepted(tenant=tenant)
    if failure["kind"] == BUSY:
        return TooManyRequests(
            code=failure["code"],
            status=failure["status"],
            request_id=failure["request_id"],
            retry_after=failure["retry_after"],
        )
    return Unreachable(code=failure["code"], status=failure["status"], request_id=failure["request_id"])


def pause(failure: Failure) -> timedelta | None:
    """When it is worth asking again by ourselves; None where somebody has to mend something first."""
    return _HEALS.get(failure["code"]) if failure["kind"] == REFUSED else _ASK_AGAIN
