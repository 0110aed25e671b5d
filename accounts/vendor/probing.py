"""Trying an application's credentials at the meeting service: one sign-in, then a look at what it may see.

Nothing is booked and nothing is changed there, except that a User ID that the service doesn't know gets an account.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, TypedDict

import structlog
from django.db import connection
from django.db.models import TextChoices

from accounts.errors import AccountError
from accounts.models import Tenant
from accounts.vendor import failures, sign_in
from accounts.vendor.failures import Failure
from accounts.vendor.sites import site_of
from accounts.vendor.tokens import CalledInTransaction
from hwmeeting import Client, HwMeetingError, KeptToken, Profile, Refused, Token

_log = structlog.get_logger("accounts.probing")

# After that nothing more is asked, so that whoever waits for the page gets an answer.
PATIENCE = 25.0
_LOOK_BACK = timedelta(days=1)


class Right(TextChoices):
    """What the administrator's User ID is asked to see, each by one call that reads."""

    USAGE = "usage"
    HISTORY = "history"
    RECORDINGS = "recordings"
    ROOMS = "rooms"
    DEVICES = "devices"
    DIRECTORY = "directory"
    EVENTS = "events"


# What became of it: "" as code where nobody has answered in time.
FOUND = "found"


class Findings(TypedDict):
    """What a test has found. ``rights``: each by its name, "found", the vendor's code of the refusal, or "".

    ``clock_seconds`` is how far the vendor's clock is ahead of ours, None if it doesn't say; ``usage`` holds the
    fields of ``EnterpriseUsage``. ``failure`` is why the sign-in came to nothing; then the rest is empty.
    """

    user_id: str
    name: str
    account: str
    corp_id: str
    is_administrator: bool
    milliseconds: int
    clock_seconds: int | None
    usage: dict[str, Any]
    rights: dict[str, str]
    failure: Failure | None


def probe(*, tenant: Tenant, now: datetime) -> Findings:
    """Sign in as the administrator of ``tenant``, which need not be saved, and look what they may see.

    Raises CalledInTransaction; whatever the service says is found, and no error.
    """
    if connection.in_atomic_block:
        raise CalledInTransaction("The meeting service must not be called while a transaction is open.")
    user_id, began = tenant.administrator_user_id, time.monotonic()
    asked_at = now

    def sign_in_again() -> Token:
        return sign_in.token_for(tenant=tenant, user_id=user_id, profile=Profile())

    try:
        token = sign_in_again()
    except AccountError:
        return _failed(user_id, failures.own_refusal(failures.SITE_GONE, now=now))
    except HwMeetingError as error:
        return _failed(user_id, failures.build_failure(error, now=now))
    milliseconds = round((time.monotonic() - began) * 1000)
    account = token.account
    kept = KeptToken(_first_then(token, sign_in_again))
    acting = Client(base_url=site_of(tenant=tenant)["api_base"], token_source=kept)
    usage: dict[str, Any] = {}
    rights = {
        right.value: _ask(right, call, began)
        for right, call in _calls(acting, usage, account.corp_id or tenant.corp_id, now)
    }
    _sign_out(acting)
    return {
        "user_id": user_id,
        "name": account.name,
        "account": account.account,
        "corp_id": account.corp_id,
        "is_administrator": account.is_administrator,
        "milliseconds": milliseconds,
        "clock_seconds": _clock_seconds(token, asked_at, milliseconds),
        "usage": usage,
        "rights": rights,
        "failure": None,
    }


def _calls(
    client: Client, usage: dict[str, Any], corp_id: str, now: datetime
) -> Iterator[tuple[Right, Callable[[], object]]]:
    def read_usage() -> None:
        usage.update(asdict(client.resources.enterprise()))

    span: dict[str, Any] = {"since": now - _LOOK_BACK, "until": now, "query_all": True}
    yield Right.USAGE, read_usage
    yield Right.HISTORY, lambda: next(client.meetings.history(**span), None)
    yield Right.RECORDINGS, lambda: next(client.recordings.list(**span), None)
    yield Right.ROOMS, lambda: next(client.rooms.list_enterprise(), None)
    yield Right.DEVICES, lambda: next(client.devices.list(), None)
    yield Right.DIRECTORY, lambda: next(client.directory.search(), None)
    yield Right.EVENTS, lambda: client.webhooks.show(corp_id=corp_id)


def _ask(right: Right, call: Callable[[], object], began: float) -> str:
    if time.monotonic() - began > PATIENCE:
        return ""
    try:
        call()
    except Refused as error:
        return error.code
    except HwMeetingError as error:
        _log.warning("a right could not be looked at", right=right.value, code=error.code)
        return ""
    return FOUND


def _first_then(token: Token, sign_in_again: Callable[[], Token]) -> Callable[[], Token]:
    """Return a sign-in whose first result is the token that is there already."""
    found = [token]
    return lambda: found.pop() if found else sign_in_again()


def _sign_out(client: Client) -> None:
    """End the token: nobody needs it any more."""
    try:
        client.tokens.logout()
    except HwMeetingError as error:
        _log.info("the token of a test was not ended", code=error.code)


def _clock_seconds(token: Token, asked_at: datetime, milliseconds: int) -> int | None:
    if token.answered_at is None:
        return None
    # The header leaves out the part of a second that had gone by.
    answered_at = token.answered_at + timedelta(milliseconds=500)
    return round((answered_at - asked_at - timedelta(milliseconds=milliseconds / 2)).total_seconds())


def _failed(user_id: str, failure: Failure) -> Findings:
    return {
        "user_id": user_id,
        "name": "",
        "account": "",
        "corp_id": "",
        "is_administrator": False,
        "milliseconds": 0,
        "clock_seconds": None,
        "usage": {},
        "rights": {},
        "failure": failure,
    }
