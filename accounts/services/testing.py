"""Testing identities: a worker signs in as each that is due, and the row says what came of it."""

from datetime import datetime

import structlog
from django.db import transaction
from django.db.models import QuerySet

from accounts.errors import AccountError, NotLinked
from accounts.models import Identity
from accounts.vendor import clients, failures, sign_in_results, tokens
from hwmeeting import HwMeetingError
from notifications.enqueue import notify_worker

_log = structlog.get_logger("accounts.testing")

BATCH = 100


def test_due(*, now: datetime) -> int:
    """Test up to ``BATCH`` identities of each meeting service that are due, and notify a worker of the rest.

    Returns how many were tested. Leaves a meeting service that is away: what is left stays due for the sweep.
    """
    due = Identity.objects.filter(test_due_at__lte=now).exclude(state=Identity.State.DISABLED)
    # Site by site: one that is away holds up nobody at another.
    sites = due.order_by().values_list("tenant__application__site", flat=True).distinct()
    return sum(_test_some(due.filter(tenant__application__site=site), now) for site in list(sites))


def _test_some(due: QuerySet[Identity], now: datetime) -> int:
    found = list(due.order_by("test_due_at", "pk").values_list("pk", flat=True)[: BATCH + 1])
    for count, identity_id in enumerate(found[:BATCH]):
        try:
            _test(identity_id, now)
        except HwMeetingError as error:
            _log.warning("identities can't be tested", code=error.code)
            return count
    if len(found) > BATCH:
        notify_worker("accounts.test_identities")
    return len(found[:BATCH])


def _test(identity_id: int, now: datetime) -> None:
    identity = (
        Identity.objects.select_related("tenant__application")
        .filter(pk=identity_id, test_due_at__lte=now)
        .exclude(state=Identity.State.DISABLED)
        .first()
    )
    if identity is None:  # another worker was quicker
        return
    tenant, user_id = identity.tenant, identity.third_party_user_id
    try:
        clients.check_active(tenant=tenant)
    except NotLinked:
        _fail(identity, failures.SWITCHED_OFF, now)
        return
    try:
        tokens.current(tenant=tenant, user_id=user_id)
    except NotLinked:  # whoever signed in has written it down
        return
    except AccountError:
        _fail(identity, failures.SITE_GONE, now)
        return
    with transaction.atomic(durable=True):
        sign_in_results.record_success(tenant=tenant, user_id=user_id, now=now)


def _fail(identity: Identity, code: str, now: datetime) -> None:
    with transaction.atomic(durable=True):
        sign_in_results.record_failure(
            tenant=identity.tenant,
            user_id=identity.third_party_user_id,
            failure=failures.own_refusal(code, now=now),
            now=now,
        )
