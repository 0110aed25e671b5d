"""Sums of before, whose hours were rows of all figures, are those of now, and go back as they were."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import Tenant, User
from insights.models import DayTotals

pytestmark = pytest.mark.django_db(transaction=True)
BEFORE = [("insights", "0001_initial")]
HOURS = [[0, 1, 3, 2, 0], [23, 0, 4, 1, 1]]


def migrate(targets: list[tuple[str, str]]) -> Any:
    return MigrationExecutor(connection).migrate(targets).apps


@pytest.fixture
def latest() -> Iterator[list[tuple[str, str]]]:
    """The newest migrations, at which the tables are again afterwards."""
    found = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield found
    migrate(found)


def test_hours_are_split_and_joined(latest: list[tuple[str, str]], qingshan: Tenant, chen: User) -> None:
    day = date(2026, 5, 14)
    rows = migrate(BEFORE).get_model("insights", "DayTotals").objects
    rows.create(tenant_id=qingshan.pk, day=day, hours=HOURS)
    rows.create(tenant_id=qingshan.pk, person_id=chen.pk, day=day, hours=[[9, 2, 0, 0, 0]])
    migrate(latest)
    whole, own = DayTotals.objects.order_by("pk")
    assert (whole.begun_by_hour, whole.seats_by_hour) == ([1] + [0] * 23, [3] + [0] * 22 + [4])
    assert (whole.sessions_by_hour, whole.rooms_by_hour) == ([2] + [0] * 22 + [1], [0] * 23 + [1])
    assert (own.begun_by_hour, own.seats_by_hour) == ([0] * 9 + [2] + [0] * 14, [])
    rows = migrate(BEFORE).get_model("insights", "DayTotals").objects
    assert list(rows.order_by("pk").values_list("hours", flat=True)) == [HOURS, [[9, 2, 0, 0, 0]]]
