"""What runs every few seconds, or with every page, reads no table from end to end: it would grow with the years."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from control.writes.live import leases, storing
from history.writes import sessions as history
from hwmeeting import EndedMeeting
from meetings.pages import banners
from meetings.queries import lists
from meetings.queries.colleagues import find_colleagues
from meetings.writes import sweeping, syncing
from notifications import delivery
from tests.factories.fixtures import MakeMeeting

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
# People who asked to be forgotten are few, and each reading has to know all of them: their numbers are digests.
_FEW = "SEARCH history_anonymisation "
_SESSION = EndedMeeting("967204518", "uuid-1", "Roadmap", NOW, NOW, has_recording=False)


def whole_tables_read(run: Callable[[], object]) -> list[str]:
    """The steps of SQLite's plans that go through a whole table, or through all that one tenant ever had."""
    asked: list[tuple[str, Any]] = []

    def keep(execute: Callable[..., Any], query: str, values: Any, many: bool, context: Any) -> Any:
        asked.append((query, values))
        return execute(query, values, many, context)

    with connection.execute_wrapper(keep):
        run()
    steps: list[str] = []
    with connection.cursor() as cursor:
        for query, values in asked:
            if query.startswith(("SELECT", "UPDATE")):
                cursor.execute(f"EXPLAIN QUERY PLAN {query}", values)
                steps += [row[3] for row in cursor.fetchall()]
    steps = [step for step in steps if not step.startswith("SCAN subquery")]  # what another step has found
    steps = [step for step in steps if not step.startswith(_FEW)]
    return [step for step in steps if step.startswith("SCAN") or step.endswith("(tenant_id=?)")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL plans by what the tables hold")
@pytest.mark.parametrize(
    "what",
    ["sweep", "outbox", "away", "sync", "history", "coming", "past", "between", "needs", "colleagues", "watcher"],
)
def test_no_table_is_read_from_end_to_end(what: str, make_meeting: MakeMeeting, chen: User) -> None:
    make_meeting(vendor_conference_id=_SESSION.conference_id)
    make_meeting(write="unconfirmed").writes.update(attempts=1)
    tenant = chen.tenant
    assert tenant is not None
    run: dict[str, Callable[[], object]] = {
        "sweep": lambda: sweeping.sweep(now=NOW),
        "watcher": lambda: (leases.claim(owner="a", most=9, now=NOW), storing.clear_away(now=NOW)),
        "outbox": lambda: delivery.deliver_due(now=NOW),
        "away": lambda: banners.away_since(chen, NOW),
        "sync": lambda: syncing.sync_coming(tenant_id=tenant.pk, now=NOW),
        "coming": lambda: lists.coming(person=chen, now=NOW, limit=51, offset=0),
        "past": lambda: lists.past(person=chen, now=NOW, limit=51),
        "between": lambda: lists.between(person=chen, now=NOW, since=NOW, until=NOW, limit=60),
        "needs": lambda: lists.needing_attention(person=chen, now=NOW),
        "colleagues": lambda: find_colleagues(person=chen, text="wang f"),
        "history": lambda: history.store(tenant=tenant, sessions=[_SESSION], now=NOW, tally=history.Tally()),
    }
    assert whole_tables_read(run[what]) == []
