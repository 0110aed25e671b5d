"""The migration that filled the agenda says of each meeting what the portal says, and leads back without loss."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.models import User
from meetings.models import AgendaEntry, Meeting
from meetings.services import agendas
from meetings.writes.agenda import refresh_agenda
from tests.factories.fixtures import MakeMeeting, MakeSeries

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
HOUR = timedelta(hours=1)
BEFORE = [("meetings", "0004_hold_series")]


def migrate(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    return executor.migrate(targets).apps


@pytest.fixture
def latest() -> Iterator[list[tuple[str, str]]]:
    """The newest migrations, at which the tables are again afterwards."""
    found = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield found
    migrate(found)


def test_agenda_there_and_back(
    latest: list[tuple[str, str]], make_meeting: MakeMeeting, make_series: MakeSeries, chen: User, li: User
) -> None:
    make_meeting(start_at=NOW, guests=(li, "anna@tuv.example"))
    make_meeting(start_at=NOW, guests=(li,), state="requested", vendor_conference_id="", write="planned")
    make_meeting(start_at=NOW, state="refused", vendor_conference_id="", write="refused")
    make_meeting(start_at=NOW, guests=(li,), state="cancelled")
    left = make_meeting(start_at=NOW, guests=(li,))
    left.invitees.filter(person=li).update(removed_at=NOW)
    make_meeting(start_at=NOW, guests=(li,), state="ended", ended_at=NOW + HOUR / 4)
    series = make_series(start_at=NOW, guests=(li,))
    series.occurrences.filter(start_at__gt=NOW).update(is_cancelled=True)
    for meeting in Meeting.objects.all():
        refresh_agenda(meeting=meeting)
    columns = ("person_id", "occurrence_id", "start_at", "end_at", "is_cancelled")
    entries = set(AgendaEntry.objects.values_list(*columns))
    settled = set(Meeting.objects.values_list("pk", "is_settled", "ended_at"))

    old = migrate(BEFORE).get_model("meetings", "Invitee").objects.filter(role="organiser")
    assert set(old.values_list("meeting_start_at", "meeting_end_at", "is_to_series")) == {
        (NOW, NOW + 3 * HOUR / 4, False),
        (NOW, NOW + HOUR / 4, False),
        (NOW, NOW + timedelta(days=14) + 3 * HOUR / 4, True),
    }

    migrate(latest)
    assert set(AgendaEntry.objects.values_list(*columns)) == entries
    assert set(Meeting.objects.values_list("pk", "is_settled", "ended_at")) == settled
    assert list(agendas.rebuild(repairs=False)) == []


def test_an_end_that_was_learned_at_another_time_is_led_back_into_the_meeting(
    latest: list[tuple[str, str]], make_meeting: MakeMeeting
) -> None:
    """That a meeting is over may have been learned hours after, or before it was to begin."""
    for ended_at in (NOW + 9 * HOUR, NOW - HOUR):
        refresh_agenda(meeting=make_meeting(start_at=NOW, state="ended", ended_at=ended_at))
    entries = set(AgendaEntry.objects.values_list("start_at", "end_at"))
    old = migrate(BEFORE).get_model("meetings", "Invitee").objects
    assert set(old.values_list("meeting_start_at", "meeting_end_at")) == entries == {(NOW, NOW + 3 * HOUR / 4), (NOW, NOW)}
    migrate(latest)
    assert set(AgendaEntry.objects.values_list("start_at", "end_at")) == entries
