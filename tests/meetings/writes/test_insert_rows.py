"""What a query finds is inserted without leaving the database."""

from django.db import connection
from django.db.models import UUIDField, Value
from django.test.utils import CaptureQueriesContext

from meetings.models import Occurrence
from meetings.writes.insert_rows import insert_rows
from tests.factories.fixtures import MakeMeeting, MakeSeries

_COPIED = ("start_at", "end_at", "original_start_at", "is_cancelled", "vendor_sub_conference_id")


def test_insert_rows_of_a_query_in_one_statement(make_series: MakeSeries, make_meeting: MakeMeeting) -> None:
    series, other = make_series(), make_meeting()
    series.occurrences.filter(start_at=series.start_at).update(vendor_sub_conference_id="100%", is_cancelled=True)
    other.occurrences.all().delete()
    rows = series.occurrences.annotate(to=Value(other.pk, UUIDField())).values_list("to", *_COPIED)
    with CaptureQueriesContext(connection) as queries:
        insert_rows(Occurrence, ("meeting_id", *_COPIED), rows)
    assert len(queries) == 1
    copies = list(other.occurrences.values_list(*_COPIED))
    assert len(copies) == 3
    assert copies == list(series.occurrences.values_list(*_COPIED))
