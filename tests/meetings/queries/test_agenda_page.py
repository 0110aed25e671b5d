"""A page of a person's agenda: the query and the plain rule agree on the state of each occurrence."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from meetings.models import Meeting
from meetings.queries.agenda_page import AgendaRow, Filters, agenda_page
from meetings.writes.agenda import refresh_agenda
from tests.factories.fixtures import MakeMeeting, MakeSeries

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
DAY = timedelta(days=1)


def rows_of(person: User, *states: str) -> list[AgendaRow]:
    return agenda_page(person=person, filters=Filters(states=frozenset(states)), after=None, limit=100, now=NOW)


@pytest.mark.parametrize("state", Meeting.State.values)
@pytest.mark.parametrize("conference_id", ["912345678", ""])
def test_a_filter_finds_what_reads_as_that_state(
    make_meeting: MakeMeeting, make_series: MakeSeries, chen: User, state: str, conference_id: str
) -> None:
    """One occurrence is over, one is on, one runs past its time, one is off and one is ahead."""
    make_meeting(start_at=NOW - DAY, state=state, vendor_conference_id=conference_id and f"{conference_id}0")
    series = make_series(start_at=NOW - 2 * DAY - timedelta(hours=1), days=(0, 1, 2, 3, 4))
    over, _, on, off, _ = series.occurrences.all()
    assert over.end_at < on.end_at < NOW
    series.occurrences.filter(pk=off.pk).update(is_cancelled=True)
    series.state, series.start_at, series.vendor_conference_id = state, on.start_at, conference_id
    series.save()
    refresh_agenda(meeting=series)
    everything = rows_of(chen)
    assert len(everything) >= 2
    for wanted in Meeting.State.values:
        assert rows_of(chen, wanted) == [row for row in everything if row.state == wanted]
