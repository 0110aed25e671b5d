"""Fills a portal with so many sessions of the last year, has them summed, and prints an administrator's cookie.

``python -m benchmarks.insights_rows SESSIONS``. The database makes the rows; the job of the portal sums them.
"""

import sys
import time
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.db import connection
from django.utils import timezone

from accounts.models import Tenant, User
from benchmarks import seeding
from insights.services import summing

# Hosts of the sessions, the same whatever their number; each session has two people in it.
_HOSTS = 500
_SESSIONS = """
    INSERT INTO history_endedsession (tenant_id, organiser_id, scheduler_name, scheduler_uuid, vendor_conference_uuid,
        vendor_conference_id, room_number, subject, start_at, end_at, has_recording, details, details_attempts,
        details_error, details_read_at, is_summed)
    SELECT %(tenant)s, %(first)s + n %% %(hosts)s, '', '', md5(n::text), (900000000 + n)::text,
        CASE WHEN n %% 9 = 0 THEN '900' ELSE '' END, 'Weekly review', at, at + interval '30 minutes', false, 'read', 0,
        '', %(now)s, false
    FROM (SELECT n, %(now)s - n * (interval '364 days' / %(count)s) AS at FROM generate_series(1, %(count)s) AS n) AS s
"""
_PRESENCES = """
    INSERT INTO history_presence (tenant_id, session_id, session_start_at, key, kind, person_id, name, call_number,
        confidence, identified_by, is_invited, role, came, seconds, stay_count)
    SELECT tenant_id, id, start_at, part, 'person', CASE WHEN part = 'a' THEN organiser_id END, 'Anna', '', 3, 'sip',
        true, '', true, 1500, 1
    FROM history_endedsession, (VALUES ('a'), ('b')) AS parts (part)
"""
_STAYS = """
    INSERT INTO history_attendance (tenant_id, session_id, presence_id, row_key, name, call_number, joined_at, left_at,
        flaw, device_type, media_type, department_name, person_id, confidence, identified_by, is_anonymous)
    SELECT tenant_id, session_id, id, key, name, '', session_start_at, session_start_at + interval '25 minutes', '',
        '', '', '', person_id, 3, 'sip', false
    FROM history_presence
"""


def fill(tenant: Tenant, count: int) -> None:
    """Make hosts, sessions, presences and stays by the database alone."""
    User.objects.bulk_create(
        User(email=f"host{number}@bench.example", name=f"Host {number:03}", tenant=tenant, password="!")
        for number in range(_HOSTS)
    )
    first = User.objects.filter(email__startswith="host").order_by("pk").values_list("pk", flat=True)[0]
    values: dict[str, Any] = {
        "tenant": tenant.pk,
        "first": first,
        "hosts": _HOSTS,
        "count": count,
        "now": timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # a million rows take longer than a page may
        cursor.execute("SET session_replication_role = replica")  # the keys are right: nobody has to check them
        for statement in (_SESSIONS, _PRESENCES, _STAYS):
            cursor.execute(statement, values)
        cursor.execute("VACUUM ANALYZE")


def sum_all(tenant: Tenant, count: int) -> None:
    began = time.perf_counter()
    days = summing.sum_up(tenant_id=tenant.pk, now=timezone.now(), budget=timedelta(hours=1))
    took = time.perf_counter() - began
    print(f"  {count} sessions: {days} days summed in {took:.0f} s", file=sys.stderr)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    administrator = seeding.person()
    administrator.role = User.Role.TENANT_ADMIN
    administrator.save()
    assert administrator.tenant is not None
    wanted = int(sys.argv[1])
    fill(administrator.tenant, wanted)
    sum_all(administrator.tenant, wanted)
    print(seeding.session(administrator))
