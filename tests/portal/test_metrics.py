"""A collector reads how the history stands; nobody else learns that there is anything to read."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import DjangoAssertNumQueries

from accounts.models import Tenant, User
from history.models import Anonymisation, Kind, SyncCursor, SyncGap
from history.services import measuring
from history.writes import keeping
from hwmeeting import EndedMeeting

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def token(settings: Any) -> str:
    settings.METRICS_TOKEN = "of-the-collector"
    return "of-the-collector"


def stand(tenant: Tenant, now: datetime) -> None:
    times = dict.fromkeys(("read_until", "read_since", "begun_at", "floor_at", "next_at"), now)
    for kind, hours in ((Kind.SESSIONS, 3), (Kind.DETAILS, 0)):
        SyncCursor.objects.create(tenant=tenant, kind=kind, **times, succeeded_at=now - hours * HOUR, failures=hours)
    for day in range(2):
        since = now - day * 24 * HOUR
        SyncGap.objects.create(tenant=tenant, kind=Kind.RECORDINGS, since=since, until=now, next_at=now)
    ended = EndedMeeting("967204518", "uuid", "Secret plan", now, now, has_recording=False)
    keeping.keep(tenant=tenant, ended=ended, error=ValueError(), now=now)


def read(client: Client, **headers: str) -> dict[tuple[str, ...], float]:
    response = client.get("/metrics", headers=headers)
    assert response.status_code == 200
    found = text_string_to_metric_families(response.content.decode())
    samples = [one for family in found for one in family.samples]
    return {(one.name, *(one.labels[each] for each in sorted(one.labels, reverse=True))): one.value for one in samples}


def test_what_a_collector_reads(qingshan: Tenant, chen: User, client: Client) -> None:
    now = timezone.now()
    stand(qingshan, now)
    Anonymisation.objects.create(tenant=qingshan, person=chen, asked_at=now)
    found = read(client, Authorization="Bearer of-the-collector")
    number = str(qingshan.pk)
    lag = found.pop(("portal_history_lag_seconds", number, "sessions"))
    assert 7200 <= lag < 7260
    assert found == {
        ("portal_history_lag_seconds", number, "details"): 0,
        ("portal_history_failures", number, "sessions"): 3,
        ("portal_history_failures", number, "details"): 0,
        ("portal_history_gaps", number, "recordings"): 2,
        ("portal_history_unstored_sessions", number): 1,
        ("portal_anonymisations_waiting",): 1,
    }


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer wrong", "of-the-collector", "Bearer of-the-collector\u00e4"])
def test_nobody_else_reads_it(client: Client, settings: Any, sent: str) -> None:
    assert client.get("/metrics", headers={"Authorization": sent}).status_code == 404
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": sent or "Bearer "}).status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_it_takes_four_queries_for_any_number_of_tenants(
    qingshan: Tenant, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    now = datetime(2026, 5, 14, 2, 0, tzinfo=UTC)
    for number in range(count):
        stand(Tenant.objects.create(name=str(number), application=qingshan.application, corp_id=str(number)), now)
    with django_assert_num_queries(4):
        measuring.measure(now=now)
