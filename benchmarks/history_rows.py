"""Prints what storing a batch of sessions costs in a table of the larger size over that in one of the smaller size.

``python -m benchmarks.history_rows 10000 1000000``
"""

import hashlib
import os
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.db import connection

from accounts.models import Tenant
from benchmarks import cpu, load
from benchmarks.history_reading import tenant_of_the_sandbox
from history.models import EndedSession
from history.writes import sessions
from hwmeeting import EndedMeeting

_BATCH, _ROUNDS = 5000, 9


def fill(tenant: Tenant, count: int) -> None:
    """Store so many sessions of the last year, by the database alone."""
    now = datetime.now(UTC)
    sessions.store(tenant=tenant, sessions=_batch(now, "first", 1), now=now, tally=sessions.Tally())
    names = [str(field.column) for field in EndedSession._meta.fields if field.column != "id"]
    changed = {
        "vendor_conference_uuid": "md5(n::text)",
        "vendor_conference_id": "(900000000 + n)::text",
        "start_at": "start_at - n * interval '31 seconds'",
        "end_at": "end_at - n * interval '31 seconds'",
        "details_due_at": "NULL",
    }
    columns, values = ", ".join(names), ", ".join(changed.get(name, name) for name in names)
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # a million rows take longer than a page may
        cursor.execute(
            f"INSERT INTO history_endedsession ({columns})"
            f" SELECT {values} FROM history_endedsession, generate_series(1, %s) AS n",
            [count - 1],
        )
        cursor.execute("VACUUM ANALYZE history_endedsession")


def _batch(now: datetime, name: str, count: int) -> list[EndedMeeting]:
    hour = timedelta(hours=1)
    return [
        EndedMeeting(
            f"8{number:08}", _uuid(name, number), "Weekly review", now - hour, now, False, "Chen Jing", "uuid"
        )
        for number in range(count)
    ]


def _uuid(name: str, number: int) -> str:
    """Return a confUUID, which like the vendor's stands anywhere in the index."""
    return hashlib.md5(f"{name} {number}".encode(), usedforsecurity=False).hexdigest()


def _clock() -> float:
    """Return the seconds so far: beside other work those of the processors, of the database's process, too."""
    if load.MEASURE_ANYWAY not in os.environ:
        return time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return time.process_time() + cpu.of_process(cursor.fetchone()[0])


def cost(tenant: Tenant, count: int) -> float:
    """Return the median seconds of storing a batch of new sessions in a table of so many."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE history_endedsession CASCADE")
    fill(tenant, count)
    now, took = datetime.now(UTC), []
    for number in range(_ROUNDS):
        batch = _batch(now, f"new-{number}", _BATCH)
        began = _clock()
        sessions.store(tenant=tenant, sessions=batch, now=now, tally=sessions.Tally())
        took.append(_clock() - began)
        uuids = [ended.conference_uuid for ended in batch]
        EndedSession.objects.filter(vendor_conference_uuid__in=uuids).delete()
    print(f"  {count} stored: {1000 * statistics.median(took):.0f} ms for {_BATCH}", file=sys.stderr)
    return statistics.median(took)


if __name__ == "__main__":
    smaller, larger = (int(word) for word in sys.argv[1:3])
    of = Tenant.objects.first() or tenant_of_the_sandbox()
    costs = [cost(of, count) for count in (smaller, larger)]
    print(costs[1] / costs[0])
