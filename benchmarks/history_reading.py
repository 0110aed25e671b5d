"""Reads the sandbox's whole history twice, in turns: as the portal does and with bare requests; prints the figures."""

import os
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import django

django.setup()

import requests
from django.conf import settings
from django.db import connection

from accounts.models import Application, Tenant
from accounts.vendor import tokens
from benchmarks.ground import APP_ID
from history.models import EndedSession, Kind, SyncCursor
from history.services import syncing

_LIST = "/v1/mmc/management/conferences/history"
_PAGE, _BATCH = 500, 1000
_ROUNDS = 2
_COLUMNS = ("vendor_conference_id", "subject", "start_at", "end_at", "has_recording", "scheduler_name", "details")


def tenant_of_the_sandbox() -> Tenant:
    """Return the one whose administrator is that of the sandbox."""
    key = os.environ["SANDBOX_APP_KEY"]
    application = Application.objects.create(name="Bench", app_id=APP_ID, app_key=key, site="sandbox")
    return Tenant.objects.create(name="Bench", application=application, administrator_user_id="administrator")


def bare(tenant: Tenant, url: str, now: datetime) -> None:
    """Fetch all pages with requests, and write all rows with one bulk_create."""
    session = requests.Session()
    session.trust_env = False
    session.headers["X-Access-Token"] = tokens.current(tenant=tenant, user_id=tenant.administrator_user_id)
    since = int((now - timedelta(days=372)).timestamp() * 1000)
    query: dict[str, Any] = {"queryAll": "true", "startDate": since, "endDate": int(now.timestamp() * 1000)}
    query |= {"limit": _PAGE, "sortType": "ASC_StartTIME"}
    rows: list[EndedSession] = []
    count = 1
    while len(rows) < count:
        answer = session.get(url + _LIST, params=query | {"offset": len(rows)}, timeout=60).json()
        count = answer["count"]
        rows += [_row(tenant, row, now) for row in answer["data"]]
    EndedSession.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["tenant", "vendor_conference_uuid"],
        update_fields=_COLUMNS,
    )


def _row(tenant: Tenant, row: dict[str, Any], now: datetime) -> EndedSession:
    times = {name: datetime.fromisoformat(row[key]).replace(tzinfo=UTC) for name, key in _TIMES}
    return EndedSession(
        tenant=tenant,
        vendor_conference_uuid=row["confUUID"],
        vendor_conference_id=row["conferenceID"],
        subject=row["subject"],
        has_recording=row["isHasRecordFile"],
        scheduler_name=row["scheduserName"],
        scheduler_uuid=row["userUUID"],
        stored_at=now,
        details_due_at=now,
        **times,
    )


_TIMES = (("start_at", "startTime"), ("end_at", "endTime"))


def ours(tenant: Tenant, now: datetime) -> None:
    """Read it as a worker does."""
    syncing.read(tenant_id=tenant.pk, kind=Kind.SESSIONS, now=now, budget=timedelta(hours=1))


def main() -> None:
    """Print ``over_bare`` and ``megabytes``, the memory before the bare way has held all rows at once."""
    tenant, now, url = tenant_of_the_sandbox(), datetime.now(UTC), settings.MEETING_SITES["sandbox"]["api_base"]
    tokens.current(tenant=tenant, user_id=tenant.administrator_user_id)
    took, amounts, megabytes = {"ours": 0.0, "bare": 0.0}, set(), 0.0
    for _ in range(_ROUNDS):
        for name in took:
            _empty()
            began = time.perf_counter()
            if name == "ours":
                ours(tenant, now)
            else:
                bare(tenant, url, now)
            took[name] += time.perf_counter() - began
            amounts.add(EndedSession.objects.count())
            megabytes = megabytes or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert len(amounts) == 1, amounts
    print(f"over_bare {took['ours'] / took['bare']}\nmegabytes {megabytes}")
    print(f"  {amounts.pop()} sessions, seconds: {took}", file=sys.stderr)


def _empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE history_endedsession CASCADE")
    SyncCursor.objects.all().delete()


if __name__ == "__main__":
    main()
