"""kill -9 at random moments of reading the history of a service with faults: it all stands here in the end, once."""

import os
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
from celery import current_app
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Application, Tenant, User
from accounts.vendor import clients
from history.models import EndedSession, Kind, Recording, SyncCursor, SyncGap, UnstoredSession
from hwmeeting import Client
from tests.flows import killable
from tests.flows.actions import read_history
from tests.flows.killable import World

pytestmark = pytest.mark.django_db(transaction=True)
_APP_ID, _APP_KEY = "0123456789abcdef0123456789abcdef", "k" * 64
_HELD, _MOST_LIVES = "40", 60
# Longer than a lease, so that each life goes on where the one before it was killed.
_LATER = timedelta(minutes=11)
_FAULTS: list[dict[str, Any]] = [
    {"match": "GET *", "kind": "status", "status": 503, "rate": 0.05},
    {"match": "GET *", "kind": "not_json", "rate": 0.05},
    {"match": "GET *", "kind": "answer_lost", "rate": 0.05},
]


@pytest.fixture(scope="module")
def busy_vendor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a sandbox that has held meetings for half a year."""
    data = tmp_path_factory.mktemp("busy")
    options = ("--port", "0", "--seed", "large", "--history", _HELD, "--app-id", _APP_ID, "--data", str(data))
    with subprocess.Popen(
        [sys.executable, "-m", "sandbox", *options],
        env=os.environ | {"SANDBOX_APP_KEY": _APP_KEY},
        cwd=Path(settings.BASE_DIR),
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        yield next(line for line in program.stdout if line.startswith("Ready: ")).split()[1]
        program.terminate()


@pytest.fixture
def tenant(busy_vendor: str, chen: User, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tenant]:
    monkeypatch.setitem(settings.MEETING_SITES["sandbox"], "api_base", busy_vendor)
    application = Application.objects.get()
    application.site, application.app_id, application.app_key = "sandbox", _APP_ID, _APP_KEY
    application.save()
    Tenant.objects.update(administrator_user_id="administrator")
    yield Tenant.objects.select_related("application").get()
    requests.delete(f"{busy_vendor}/_sandbox/faults", timeout=10)


def whole(client: Client, now: datetime) -> dict[str, Any]:
    """Return what the service has of each session: times, stays, actions, and its recording."""
    span: dict[str, Any] = {"since": now - timedelta(days=400), "until": now, "query_all": True}
    recorded = {one.conference_uuid: (one.seconds, one.is_available) for one in client.recordings.list(**span)}
    found = {}
    for ended in client.meetings.history(**span):
        uuid = ended.conference_uuid
        stays = list(client.meetings.attendance(uuid, language="en-US"))
        actions = client.meetings.control_records(uuid, language="en-US")
        steps: dict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
        for stay in stays:
            assert stay.joined_at
            assert stay.left_at
            steps[stay.name, stay.call_number] += [(stay.joined_at.timestamp(), 1), (stay.left_at.timestamp(), -1)]
        found[uuid] = (
            (ended.conference_id, ended.subject, ended.start_at, ended.end_at),
            Counter((one.name, one.call_number, one.joined_at, one.left_at, one.device_type) for one in stays),
            Counter((one.at, one.operation, one.target, one.source) for one in actions),
            {who: seconds_in(sorted(in_and_out)) for who, in_and_out in steps.items()},
            recorded.get(uuid),
        )
    return found


def seconds_in(steps: list[tuple[float, int]]) -> int:
    """Return for how long somebody was in, of the times at which they came (1) and went (-1)."""
    total, inside, before = 0.0, 0, 0.0
    for at, step in steps:
        total += (at - before) if inside else 0
        inside, before = inside + step, at
    return int(total + 0.0005)


def stored() -> dict[str, Any]:
    """Return the same of what stands here."""
    found = {}
    for session in EndedSession.objects.all():
        recording = Recording.objects.filter(session=session).values_list("seconds", "is_available").first()
        stays = session.attendance.values_list("name", "call_number", "joined_at", "left_at", "device_type")
        actions = session.control_records.values_list("at", "operation", "target", "source")
        came = session.presences.filter(came=True).values_list("name", "call_number", "seconds")
        found[session.vendor_conference_uuid] = (
            (session.vendor_conference_id, session.subject, session.start_at, session.end_at),
            Counter(stays),
            Counter(actions),
            {(name, number): seconds for name, number, seconds in came},
            recording,
        )
    return found


def is_all_read() -> bool:
    waits = EndedSession.objects.filter(details_due_at__isnull=False).exists()
    behind = any(cursor.progress < 1 for cursor in SyncCursor.objects.all())
    return not waits and not behind and not SyncGap.objects.exists() and SyncCursor.objects.count() == len(Kind)


def test_the_reading_is_killed_at_random_moments(busy_vendor: str, tenant: Tenant) -> None:
    now = datetime.now(UTC)
    client = clients.client_for_administrator(tenant=tenant)
    expected = whole(client, now)
    assert len(expected) >= 40
    for fault in _FAULTS:
        requests.post(f"{busy_vendor}/_sandbox/faults", json=fault, timeout=10).raise_for_status()
    world = World(str(connection.settings_dict["NAME"]), busy_vendor, current_app.conf.broker_url, 0)
    chance, deaths = random.Random(14), 0
    for number in range(_MOST_LIVES):
        action = partial(read_history, tenant.pk, now + number * _LATER)
        deaths += killable.live(world, action, until=chance.randint(2, 40)).was_killed
        if is_all_read():
            break
    assert not UnstoredSession.objects.exists(), "whoever was killed has stored as well as anybody"
    requests.delete(f"{busy_vendor}/_sandbox/faults", timeout=10)
    for number in range(_MOST_LIVES, _MOST_LIVES + 40):
        if is_all_read():
            break
        read_history(tenant.pk, now + number * _LATER)
    assert deaths > 5
    assert stored() == expected
    check_again_writes_nothing(tenant, now + 200 * _LATER)


def check_again_writes_nothing(tenant: Tenant, now: datetime) -> None:
    """Read the whole once more, as on the first day: no row of it is touched."""
    SyncCursor.objects.exclude(kind=Kind.DETAILS).update(read_since=now, read_until=now)
    before = written_by()
    with CaptureQueriesContext(connection) as seen:
        read_history(tenant.pk, now)
    assert SyncCursor.objects.get(kind=Kind.SESSIONS).progress == 1.0
    assert written_by() == before
    if connection.vendor == "sqlite":
        writing = [query["sql"].split('"')[1] for query in seen.captured_queries if query["sql"][:6] in _WRITES]
        assert set(writing) <= {"history_synccursor"}


_WRITES = {"INSERT", "UPDATE", "DELETE"}
_TABLES = ("endedsession", "attendance", "presence", "controlrecord", "recording")


def written_by() -> list[Any]:
    """Return by which transaction each row was written, where the database tells it."""
    column = "xmin" if connection.vendor == "postgresql" else "0"
    with connection.cursor() as cursor:
        found = []
        for table in _TABLES:
            cursor.execute(f"SELECT id, {column} FROM history_{table} ORDER BY id")
            found.append(cursor.fetchall())
        return found
