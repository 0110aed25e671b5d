"""The banner while several occurrences are moved: how many are done, and which stay."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from meetings.models import Meeting
from meetings.pages.moving_banner import build_moving_banner
from meetings.pages.write_status import StatusBanner
from meetings.writes.kinds.edit_occurrences import EditOccurrencesPayload, OccurrenceMove
from meetings.writes.payloads import WantedTimes
from tests.factories.booking_form import NOW
from tests.factories.fixtures import MakeSeries
from tests.factories.writes import make_write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_thursday")]

_DAY = timedelta(days=1)


@pytest.fixture
def payload(make_series: MakeSeries) -> EditOccurrencesPayload:
    rows = make_series(start_at=NOW + _DAY, days=(0, 1, 2)).occurrences.all()
    moves = tuple(
        OccurrenceMove(row.pk, WantedTimes(row.start_at, 45), WantedTimes(row.start_at + _DAY / 24, 45))
        for row in rows
    )
    return EditOccurrencesPayload(moves, 0, tell=True)


def banner_of(payload: EditOccurrencesPayload, *states: str, now: datetime = NOW) -> StatusBanner | None:
    meeting = Meeting.objects.get()
    writes = [
        make_write(
            meeting,
            replace(payload, index=index),
            state=state,
            error_code="MMC.111071119" if state == "refused" else "",
            finished_at=None if state == "planned" else now,
            created_at=now,
        )
        for index, state in enumerate(states)
    ]
    return build_moving_banner(writes, writes[-1], zone=ZoneInfo("UTC"), now=now)


def test_while_it_goes_on_it_says_how_many_are_done(payload: EditOccurrencesPayload) -> None:
    banner = banner_of(payload, "done", "planned")
    assert banner
    assert banner.title == "Your change is waiting for the meeting service."
    assert banner.text == "1 of 3 dates are changed. Until a date is done everybody sees its old time."
    assert (banner.act, bool(banner.polls_after)) == ("withdraw", True)


def test_one_that_was_refused_is_named_while_it_lies_ahead(payload: EditOccurrencesPayload) -> None:
    banner = banner_of(payload, "done", "refused", "done")
    assert banner
    assert (banner.tone, banner.title) == ("warn", "2 of 3 dates are changed.")
    assert banner.text.startswith("Sat 16 May, ")
    assert "stays. A date of a series can be moved only between" in banner.text
    assert banner_of(payload, "done", "refused", "done", now=NOW + 9 * _DAY) != banner


def test_once_all_is_done_it_says_so_for_a_while(payload: EditOccurrencesPayload) -> None:
    banner = banner_of(payload, "done", "done", "done")
    assert banner
    assert (banner.tone, banner.title, banner.text) == ("ok", "Changed.", "3 of 3 dates are changed.")
