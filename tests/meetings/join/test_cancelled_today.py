"""Who comes for today's occurrence, which is off, reads so before they read of the next one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client

from meetings.join.cancelled_today import describe_cancelled_today
from meetings.models import Meeting
from tests.factories.fixtures import MakeSeries
from tests.factories.page_words import text_of
from tests.meetings.join.links import path

pytestmark = pytest.mark.django_db
# 15:00 in Shanghai
TODAY = datetime(2026, 5, 19, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def series(make_series: MakeSeries) -> Meeting:
    meeting = make_series(start_at=TODAY, days=(0, 1, 2), guests=("anna@tuv.example",))
    meeting.occurrences.filter(start_at=TODAY).update(is_cancelled=True)
    return meeting


@pytest.mark.parametrize(
    ("after", "zone", "words"),
    [
        (-HOUR, "Asia/Shanghai", "15:00–15:45"),
        (HOUR, "Asia/Shanghai", "15:00–15:45"),
        (-HOUR, "America/New_York", "03:00–03:45"),
        (-24 * HOUR, "Asia/Shanghai", ""),
        (24 * HOUR, "Asia/Shanghai", ""),
        (12 * HOUR, "America/New_York", "03:00–03:45"),
    ],
)
def test_describe_cancelled_today(series: Meeting, after: timedelta, zone: str, words: str) -> None:
    assert describe_cancelled_today(series, zone=ZoneInfo(zone), now=TODAY + after) == words


def test_describe_cancelled_today_of_a_meeting_that_is_none(series: Meeting) -> None:
    series.occurrences.update(is_cancelled=False)
    assert describe_cancelled_today(series, zone=ZoneInfo("UTC"), now=TODAY - HOUR) == ""


def test_the_page_says_it_before_the_next_date(client: Client, series: Meeting) -> None:
    anna = series.invitees.get(email="anna@tuv.example")
    with time_machine.travel(TODAY - HOUR, tick=False):
        words = text_of(client.get(path(anna) + "?lang=en"))
    today, upcoming = words.index("Today at 15:00–15:45 it is off."), words.index("20 May")
    assert today < upcoming
