"""What a sign-in at the meeting service came to nothing for, as a row keeps it."""

from datetime import datetime, timedelta
from typing import TypedDict

from accounts.errors import NotLinked
from accounts.models import Tenant
from accounts.vendor import refusals
from hwmeeting import HwMeetingError, Refused, TooManyRequests, Unreachable, error_codes

# Kinds: the vendor's no; too many requests; nobody answered, or not in a way that can be read.
REFUSED, BUSY, AWAY = "refused", "busy", "away"

# Our own codes, beside the vendor's.
SITE_GONE, SWITCHED_OFF = "SITE_GONE", "SWITCHED_OFF"
PASSWORD_MISSING, OTHER_ENTERPRISE = "PASSWORD_MISSING", "OTHER_ENTERPRISE"

# A locked account opens again after a minute, and a clock is set right without telling us.
_HEALS = {error_codes.ACCOUNT_LOCKED: timedelta(minutes=2), error_codes.SIGN_IN_EXPIRED: timedelta(minutes=10)}
_ASK_AGAIN = timedelta(minutes=2)


class Failure(TypedDict):
    """A failed sign-in; ``at`` is our clock, ``vendor_at`` theirs ("" if unknown), ISO in UTC."""

    kind: str
    code: str
    status: int
    request_id: str
    retry_after: float | None  # seconds
    at: str
    vendor_at: str


def build_failure(error: HwMeetingError, *, now: datetime) -> Failure:
    """Return what is kept of the vendor client's ``error``."""
    return {
        "kind": _kind(error),
        "code": error.code,
        "status": error.status,
        "request_id": error.request_id,
        "retry_after": error.retry_after if isinstance(error, TooManyRequests) else None,
        "at": now.isoformat(timespec="seconds"),
        "vendor_at": error.answered_at.isoformat(timespec="seconds") if error.answered_at else "",
    }


def own_refusal(code: str, *, now: datetime) -> Failure:
    """Return a refusal that the vendor never spoke: our own settings stand in the way."""
    return {
        "kind": REFUSED,
        "code": code,
        "status": 0,
        "request_id": "",
        "retry_after": None,
        "at": now.isoformat(timespec="seconds"),
        "vendor_at": "",
    }


def raised(failure: Failure, *, tenant: Tenant) -> NotLinked | HwMeetingError:
    """Return the error for whoever wanted to act.

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
    """Return when it is worth asking again by ourselves; None where somebody has to mend something first."""
    return _HEALS.get(failure["code"]) if failure["kind"] == REFUSED else _ASK_AGAIN


def _kind(error: HwMeetingError) -> str:
    if isinstance(error, TooManyRequests):
        return BUSY
    return REFUSED if isinstance(error, Refused) else AWAY
