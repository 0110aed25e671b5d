"""Keeps the tokens fresh that are in use, so that an outage of the meeting service costs nobody anything."""

from datetime import datetime, timedelta

import structlog
from django.db.models import Q, QuerySet

from accounts.errors import AccountError
from accounts.models import AccessToken
from accounts.vendor import tokens
from hwmeeting import HwMeetingError

_log = structlog.get_logger("accounts.tokens")

# Tokens are renewed so long before their end that one vendor outage costs nobody anything.
AHEAD = timedelta(minutes=30)
# Who has not acted for a week signs in again when they come back.
IN_USE = timedelta(days=7)
BATCH = 200


def refresh_due(*, now: datetime) -> int:
    """Renew what is in use and ends soon; returns how many there were. Leaves a meeting service that is away."""
    is_free = Q(lease_until=None) | Q(lease_until__lte=now)
    due = AccessToken.objects.filter(
        is_free, expires_at__lte=now + AHEAD, used_at__gt=now - IN_USE, tenant__is_active=True
    ).select_related("tenant__application")
    # Site by site: one that is away holds up nobody at another.
    sites = due.order_by().values_list("tenant__application__site", flat=True).distinct()
    return sum(_refresh(due.filter(tenant__application__site=site)) for site in list(sites))


def _refresh(due: QuerySet[AccessToken]) -> int:
    count = 0
    for row in due.order_by("expires_at")[:BATCH]:
        try:
            tokens.renewed(tenant=row.tenant, user_id=row.third_party_user_id, stale=row.access_token)
        except AccountError:  # the identity shows it
            _log.warning("token not renewed", tenant=row.tenant_id, token=row.pk)
        except HwMeetingError as error:
            _log.warning("tokens not renewed", tenant=row.tenant_id, code=error.code)
            return count
        count += 1
    return count
