"""Fills a portal with so many sessions of the last year and their sums, and prints an administrator's cookie.

``python -m benchmarks.insights_rows SESSIONS``. The database makes all of it: a job would sum a million for an hour.
"""

import sys
from typing import Any

import django

django.setup()

from django.db import connection
from django.utils import timezone

from accounts.models import Tenant, User
from benchmarks import seeding

# Hosts of the sessions, the same whatever their number.
_HOSTS = 500
_SESSIONS = """
    INSERT INTO history_endedsession (tenant_id, organiser_id, scheduler_name, scheduler_uuid, vendor_conference_uuid,
        vendor_conference_id, room_number, subject, start_at, end_at, has_recording, details, details_attempts,
        details_error, details_read_at, is_summed)
    SELECT %(tenant)s, %(first)s + n %% %(hosts)s, '', '', md5(n::text), (900000000 + n)::text,
        CASE WHEN n %% 9 = 0 THEN '900' ELSE '' END, 'Weekly review', at, at + interval '30 minutes', false, 'read', 0,
        '', %(now)s, true
    FROM (SELECT n, %(now)s - n * (interval '364 days' / %(count)s) AS at FROM generate_series(1, %(count)s) AS n) AS s
"""
# How much began in each hour of a day.
_BY_HOUR = f"jsonb_build_array({', '.join(f'count(*) FILTER (WHERE hour = {hour})' for hour in range(24))})"
_LEVELS = f"CASE WHEN organiser_id IS NULL THEN {_BY_HOUR} ELSE '[]' END"
# The sums as the job makes them, in UTC: of the tenant, of each host, of each host's months.
_SUMS = (
    f"""
    INSERT INTO insights_daytotals (tenant_id, person_id, day, sessions, seconds, unread, attendees, invited, no_shows,
        booked_seconds, used_seconds, attended_sessions, attended_seconds, peak_seats, peak_seats_at, peak_sessions,
        peak_rooms, begun_by_hour, seats_by_hour, sessions_by_hour, rooms_by_hour)
    SELECT tenant_id, organiser_id, day, count(*), 1800 * count(*), 0, 2 * count(*), 2 * count(*), 0, 0, 0,
        CASE WHEN organiser_id IS NULL THEN 0 ELSE count(*) END, 3000 * count(*), count(*) / 20, min(start_at),
        count(*) / 30, count(*) / 99, {_BY_HOUR}, {_LEVELS}, {_LEVELS}, {_LEVELS}
    FROM (
        SELECT tenant_id, organiser_id, start_at, (start_at AT TIME ZONE 'UTC')::date AS day,
            extract(hour FROM start_at AT TIME ZONE 'UTC') AS hour
        FROM history_endedsession
    ) AS held
    GROUP BY GROUPING SETS ((tenant_id, day), (tenant_id, organiser_id, day))
    """,  # our own words alone
    """
    INSERT INTO insights_monthtotals (tenant_id, person_id, month, sessions, seconds)
    SELECT tenant_id, person_id, date_trunc('month', day)::date AS month, sum(sessions), sum(seconds)
    FROM insights_daytotals WHERE person_id IS NOT NULL GROUP BY tenant_id, person_id, month
    """,
)


def fill(tenant: Tenant, count: int) -> None:
    """Make hosts, sessions and their sums by the database alone."""
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
        for statement in (_SESSIONS, *_SUMS):
            cursor.execute(statement, values)
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    administrator = seeding.person()
    administrator.role = User.Role.TENANT_ADMIN
    administrator.save()
    assert administrator.tenant is not None
    fill(administrator.tenant, int(sys.argv[1]))
    print(seeding.session(administrator))
