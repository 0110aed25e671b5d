"""A series that the portal keeps: its meetings become rows together, and reach the vendor a few at a time.

Each is a meeting with a write of its own, so that whatever befalls one (a lost answer, a killed process, a refusal)
is that write's alone. A write *waits* while it has no time for its next attempt: ``pacing`` gives it one.
"""

import uuid
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from meetings.models import PortalSeries, VendorWrite
from meetings.recurrence import Rule
from meetings.requests import Origin
from meetings.writes import planning
from meetings.writes.kinds.create import CreatePayload
from meetings.writes.planning import IdempotencyKey


def plan_series(
    *, key: IdempotencyKey, rule: Rule, payload: CreatePayload, now: datetime, origin: Origin | None = None
) -> VendorWrite | None:
    """Store the series, all its meetings and their writes, and return the first, which is sent at once.

    None where the key was used before. The others wait. Raises ExternalIdUsed as ``plan_booking`` does; what the
    business system calls the series is the first meeting's.
    """

    def store() -> VendorWrite:
        series = _create(key, rule, now)
        first, *others = rule.starts()
        write = planning.store_booking(key, _member(payload, first), now, origin=origin, series=series)
        for number, start_at in enumerate(others, 2):
            own = IdempotencyKey(key.by, f"{series.pk.hex}-{number}", key.content_hash)
            planning.store_booking(own, _member(payload, start_at), now, series=series, waits=True)
        return write

    return planning.store_once(key, store, origin)


def _create(key: IdempotencyKey, rule: Rule, now: datetime) -> PortalSeries:
    assert key.by.tenant is not None  # whoever is linked to the meeting service has one
    series_id = uuid.uuid4()
    return PortalSeries.objects.create(
        id=series_id,
        tenant=key.by.tenant,
        organiser=key.by,
        ical_uid=f"{series_id}@{urlsplit(settings.PORTAL_URL).hostname}",
        created_at=now,
        **PortalSeries.columns_of(rule),
    )


def _member(payload: CreatePayload, start_at: datetime) -> CreatePayload:
    return replace(payload, wanted=replace(payload.wanted, start_at=start_at))
