"""Reads the sandbox's history in processes that are killed at random moments, and compares what stands here then.

``python -m benchmarks.history_lives SANDBOX_DATABASE ATTENDANCE MINUTES`` prints kills, differences and rows written
again. ATTENDANCE is of how many sessions, the latest ones, it is asked who was there.
"""

import os
import random
import signal
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

django.setup()

import requests
from django.conf import settings
from django.db import connection, connections
from django.db.models import F

from accounts.models import Tenant, User
from accounts.vendor import clients
from benchmarks import history_comparing
from benchmarks.history_reading import tenant_of_the_sandbox
from history.models import EndedSession, Kind, SyncCursor, SyncGap
from history.services import syncing
from hwmeeting import HwMeetingError, links
from meetings.models import Meeting
from meetings.services import booking

# Longer than a lease, so that each life goes on where the one before it was killed.
_LATER = timedelta(minutes=11)
# All of them end within the two days that each reading reads again: what is held meanwhile is found late.
_MOST_LIVES, _LONGEST_LIFE = 250, 60.0
_HELD_EVERY, _HELD_FOR = 10, 3
_LISTS = (Kind.SESSIONS, Kind.RECORDINGS)
_TABLES = ("endedsession", "attendance", "presence", "controlrecord", "recording")
_AGAIN = 1000


def tell(sentence: str) -> None:
    print(f"  {datetime.now(UTC):%H:%M:%S} {sentence}", file=sys.stderr, flush=True)


def main(stored: Path, attendance: int, minutes: float) -> None:
    """Live until all is read, compare, and read once more."""
    tenant = tenant_of_the_sandbox()
    history_comparing.add_people(stored, tenant)
    began, start = time.monotonic(), datetime.now(UTC)
    chance, lives, kills = random.Random(14), 0, 0
    running: list[Meeting] = []
    while not is_all_read():
        lives += 1
        if lives > _MOST_LIVES or time.monotonic() - began > 60 * minutes:
            sys.exit(f"not done after {lives} lives: {_amounts()}")
        kills += _live(tenant, start + lives * _LATER, chance.uniform(0.2, _LONGEST_LIFE))
        _hold_meetings(tenant, running, lives)
        _leave_out_details(attendance)
        if lives % 10 == 1:
            tell(f"{lives} lives, {kills} killed: {_amounts()}")
    tell(f"read after {time.monotonic() - began:.0f} s, {lives} lives, {kills} killed: {_amounts()}")
    requests.delete(settings.MEETING_SITES["sandbox"]["api_base"] + "/_sandbox/faults", timeout=10)
    differences = history_comparing.differences(stored)
    for difference in differences[:20]:
        tell(difference)
    print(f"kills {kills}\ndifferences {len(differences)}", flush=True)
    print(f"written_again {written_again(tenant, start + (lives + 9) * _LATER)}")


def is_all_read() -> bool:
    waits = EndedSession.objects.filter(details_due_at__isnull=False).exists()
    behind = any(cursor.progress < 1 for cursor in SyncCursor.objects.all())
    return not waits and not behind and not SyncGap.objects.exists() and SyncCursor.objects.count() == len(Kind)


def _leave_out_details(attendance: int) -> None:
    """Once all sessions are there, ask for who was in only so many of them."""
    if all(SyncCursor.objects.filter(kind=kind, read_since=F("floor_at")).exists() for kind in _LISTS):
        latest = EndedSession.objects.order_by("-start_at", "-pk").values("pk")[:attendance]
        EndedSession.objects.filter(details_due_at__isnull=False).exclude(pk__in=latest).update(details_due_at=None)


def _live(tenant: Tenant, now: datetime, seconds: float) -> bool:
    """Let a process read, and kill it after so long; return whether it was killed. An error of it ends the run."""
    connections.close_all()
    process = os.fork()
    if not process:
        try:
            syncing.sync(tenant_id=tenant.pk, now=now, budget=timedelta(hours=1))
        except BaseException:  # noqa: BLE001 — whatever it is, this is no process of the one who started it
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            if status:
                sys.exit(f"a reading ended by itself with {status}")
            return False
        time.sleep(0.02)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return True


def _hold_meetings(tenant: Tenant, running: list[Meeting], lives: int) -> None:
    """Now and then begin a meeting, which is entered, and end one that began some lives ago: its row comes late."""
    organiser = User.objects.filter(tenant=tenant, identity__third_party_user_id="chen").get()
    try:
        if lives % _HELD_EVERY == 0:
            meeting = booking.start_now(organiser=organiser, reference=f"life {lives}", now=datetime.now(UTC))
            url = links.scheme_url(
                "windows",
                "join",
                conf_id=meeting.vendor_conference_id,
                name="Anna",
                enter_code=meeting.guest_password,
            )
            entering = {"url": url, "platform": "windows", "signed_in_as": None}
            requests.post(
                settings.MEETING_SITES["sandbox"]["api_base"] + "/_sandbox/client", json=entering, timeout=10
            ).raise_for_status()
            running.append(meeting)
        elif lives % _HELD_EVERY == _HELD_FOR and running:
            meeting = running.pop()
            clients.client_for(person=organiser).meetings.cancel(meeting.vendor_conference_id, end_running=True)
    except HwMeetingError as error:
        tell(f"a meeting can't be held: {error!r}")


def _amounts() -> dict[str, int]:
    found = {}
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"SELECT count(*) FROM history_{table}")
            found[table] = cursor.fetchone()[0]
    return found


def written_again(tenant: Tenant, now: datetime) -> int:
    """Read all lists as on the first day, and the details of some sessions; return how many rows were written."""
    read = EndedSession.objects.filter(details=EndedSession.Details.READ)
    some = list(read.order_by("vendor_conference_uuid").values_list("pk", flat=True)[:_AGAIN])
    with connection.cursor() as cursor:
        before = _amounts()
        EndedSession.objects.filter(pk__in=some).update(details_due_at=now, details="waiting")
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        since = cursor.fetchone()[0]
        SyncCursor.objects.exclude(kind=Kind.DETAILS).update(read_since=now, read_until=now)
        for kind in _LISTS:
            syncing.read(tenant_id=tenant.pk, kind=kind, now=now, budget=timedelta(hours=1))
        assert all(row.progress == 1.0 for row in SyncCursor.objects.all())
        tables = dict.fromkeys(_TABLES, since)
        found = sum(_written_since(table, at) for table, at in tables.items())
        syncing.read(tenant_id=tenant.pk, kind=Kind.DETAILS, now=now, budget=timedelta(hours=1))
        assert not EndedSession.objects.filter(details_due_at__isnull=False).exists()
        found += sum(_written_since(table, since) for table in ("attendance", "presence", "controlrecord"))
    return found + sum(abs(amount - before[table]) for table, amount in _amounts().items())


def _written_since(table: str, transaction_id: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM history_{table} WHERE xmin::text::bigint > %s", [transaction_id])
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
