"""A query that is compiled once finds what one that is composed anew finds."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import DateTimeField, IntegerField, QuerySet
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from accounts.queries.compiled import CompiledQuery, Parameter
from meetings.models import AgendaEntry
from tests.factories.fixtures import MakeMeeting

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
HOUR = timedelta(hours=1)


def entries_of(person: Any, since: Any) -> QuerySet[AgendaEntry, tuple[Any, ...]]:
    found = AgendaEntry.objects.filter(person=person, start_at__gte=since, is_cancelled=False)
    return found.values_list("meeting_id", "start_at", "meeting__subject")


def test_rows_are_those_of_the_values_at_hand(
    make_meeting: MakeMeeting, chen: User, li: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    composed = []

    def compose(limit: int) -> QuerySet[AgendaEntry, tuple[Any, ...]]:
        composed.append(limit)
        return entries_of(Parameter("person", IntegerField()), Parameter("since", DateTimeField()))[:limit]

    for hours in range(3):
        make_meeting(subject=f"Roadmap {hours}", start_at=NOW + hours * HOUR, guests=(li,) if hours else ())
    query = CompiledQuery(compose)
    with django_assert_num_queries(8):
        for person in (chen, li):
            for since in (NOW, NOW + HOUR):
                values = {"person": person.pk, "since": since}
                assert query.rows(9, **values) == list(entries_of(person, since)[:9])
    assert len(query.rows(1, person=chen.pk, since=NOW)) == 1
    assert query.rows(9, person=None, since=NOW) == []
    assert composed == [9, 1]


def test_a_value_that_is_missing_is_no_query(chen: User) -> None:
    query = CompiledQuery(lambda: entries_of(Parameter("person", IntegerField()), NOW))
    with pytest.raises(KeyError, match="person"):
        query.rows()
