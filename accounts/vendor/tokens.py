"""One token per user of the vendor, shared by all threads and processes.

Who finds none takes a lease by a conditional update and signs in; the others wait for the row. So a person's
first hundred clicks are one sign-in, and a process that dies in the middle leaves a lease that runs out.
"""

import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import BigIntegerField, CharField, F
from django.utils import timezone

from accounts.errors import AccountError
from accounts.models import AccessToken, Tenant
from accounts.queries.compiled import CompiledQuery, Parameter, columns_of, load, whole
from accounts.vendor import failures, sign_in, sign_in_results
from hwmeeting import HwMeetingError, Token, Unreachable

# Longer than a refresh and a sign-in may take with their repetitions; after that the process counts as dead.
LEASE = timedelta(seconds=60)
# How long a page waits for the sign-in of another process.
PATIENCE = 20.0
# What ends so soon is not begun with: the call must arrive before the end, and clocks differ.
SPARE = timedelta(minutes=2)
_NOTED_EVERY = timedelta(hours=1)


class CalledInTransaction(RuntimeError):
    """A call to the vendor while a transaction is open: a bug, since a lost answer could roll back what is true."""


class SharedToken:
    """The token of one user of a tenant, as ``hwmeeting.Client`` asks for it before each call."""

    def __init__(self, tenant: Tenant, user_id: str) -> None:
        self._tenant, self._user_id = tenant, user_id

    def token(self) -> str:
        return current(tenant=self._tenant, user_id=self._user_id)

    def renewed(self, stale: str) -> str:
        return renewed(tenant=self._tenant, user_id=self._user_id, stale=stale)


def current(*, tenant: Tenant, user_id: str) -> str:
    """Return a token that serves; signs in where there is none.

    Raises NotLinked when the vendor refuses the sign-in, and hwmeeting's Unreachable or TooManyRequests when it
    does not answer it.
    """
    check_no_transaction()
    now, row = timezone.now(), _row(tenant, user_id)
    if row and _serves(row, "", now):
        if row.used_at is None or row.used_at < now - _NOTED_EVERY:
            AccessToken.objects.filter(pk=row.pk).update(used_at=now)
        return str(row.access_token)
    return _obtain(tenant, user_id, stale="")


def renewed(*, tenant: Tenant, user_id: str, stale: str) -> str:
    """Return another token than ``stale``, which the vendor no longer takes; raises as ``current`` does."""
    check_no_transaction()
    return _obtain(tenant, user_id, stale=stale)


def forget(*, tenant: Tenant, user_id: str, keeps_refresh_token: bool = False) -> None:
    """Drop the token: the next call signs in anew, or tries the refresh token first where that is kept."""
    gone: dict[str, Any] = {"access_token": "", "expires_at": None}
    if not keeps_refresh_token:
        gone |= {"refresh_token": "", "refresh_expires_at": None}
    AccessToken.objects.filter(tenant=tenant, third_party_user_id=user_id).update(**gone)


def check_no_transaction() -> None:
    """Raise CalledInTransaction while one is open."""
    if connection.in_atomic_block:
        raise CalledInTransaction("The meeting service must not be called while a transaction is open.")


def _row(tenant: Tenant, user_id: str) -> AccessToken | None:
    for row in _OF_A_USER.rows(tenant=tenant.pk, user_id=user_id):
        (token,) = load(_PARTS, row)
        return token  # type: ignore[no-any-return]
    return None


_PARTS = (whole("", AccessToken),)
_OF_A_USER = CompiledQuery(
    lambda: (
        AccessToken.objects.filter(
            tenant=Parameter("tenant", BigIntegerField()), third_party_user_id=Parameter("user_id", CharField())
        )
        .order_by()
        .values_list(*columns_of(_PARTS))
    )
)


def _serves(row: AccessToken, stale: str, now: datetime) -> bool:
    ends = row.expires_at
    return bool(row.access_token) and row.access_token != stale and ends is not None and ends > now + SPARE


def _obtain(tenant: Tenant, user_id: str, *, stale: str) -> str:
    has_waited = False
    for pause in _pauses():
        row, _ = AccessToken.objects.get_or_create(tenant=tenant, third_party_user_id=user_id)
        now = timezone.now()
        if _serves(row, stale, now):
            return str(row.access_token)
        if row.lease_until is None or row.lease_until <= now:
            if has_waited and row.failure:
                raise failures.raised(row.failure, tenant=tenant)
            if _claim(row, now):
                return _renew(tenant, user_id, row)
        has_waited = True
        time.sleep(pause)
    raise Unreachable(code="SIGN_IN_TOO_SLOW")


def _pauses() -> Iterator[float]:
    """Yield pauses, short at first, then an uneven quarter of a second, so that not all who wait come at once."""
    until, pause = time.monotonic() + PATIENCE, 0.02
    while time.monotonic() < until:
        yield pause * random.uniform(0.5, 1.0)  # noqa: S311 — no secret
        pause = min(pause * 1.5, 0.25)


def _claim(row: AccessToken, now: datetime) -> bool:
    """Take the lease if nobody has touched the row since it was read."""
    untouched = AccessToken.objects.filter(pk=row.pk, version=row.version, lease_until=row.lease_until)
    return bool(untouched.update(lease_until=now + LEASE, version=F("version") + 1, failure={}))


def _renew(tenant: Tenant, user_id: str, row: AccessToken) -> str:
    """Ask the vendor with the lease in hand, keep the answer, end the lease."""
    ends, now = row.refresh_expires_at, timezone.now()
    refresh_token = row.refresh_token if ends is None or ends > now else ""
    try:
        token = sign_in.token_for(tenant=tenant, user_id=user_id, refresh_token=refresh_token)
    except AccountError:  # nobody was asked, so that nobody has to wait
        _end_lease(row)
        raise
    except HwMeetingError as error:
        failure = failures.build_failure(error, now=timezone.now())
        _keep_failure(tenant, user_id, row, failure)
        raise failures.raised(failure, tenant=tenant) from error
    _keep(tenant, user_id, row, token)
    return token.access_token


def _keep(tenant: Tenant, user_id: str, row: AccessToken, token: Token) -> None:
    now = timezone.now()
    with transaction.atomic(durable=True):
        _end_lease(
            row,
            access_token=token.access_token,
            refresh_token=token.refresh_token,
            expires_at=token.expires_at,
            refresh_expires_at=token.refresh_expires_at,
            used_at=row.used_at or now,
        )
        sign_in_results.record_success(tenant=tenant, user_id=user_id, account=token.account, now=now)


def _keep_failure(tenant: Tenant, user_id: str, row: AccessToken, failure: failures.Failure) -> None:
    gone: dict[str, Any] = {}
    if failure["kind"] == failures.REFUSED:
        gone = {"access_token": "", "refresh_token": "", "expires_at": None, "refresh_expires_at": None}
    with transaction.atomic(durable=True):
        _end_lease(row, failure=failure, **gone)
        sign_in_results.record_failure(tenant=tenant, user_id=user_id, failure=failure, now=timezone.now())


def _end_lease(row: AccessToken, **fields: Any) -> None:
    # A lease that ran out and was taken by another process is that process's to end.
    AccessToken.objects.filter(pk=row.pk, version=row.version + 1).update(lease_until=None, **fields)
