"""How long until a meeting opens."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils import translation

from meetings.join.countdown import Countdown, build_countdown
from meetings.models import Invitee, Meeting
from tests.factories.invitees import NOW, START
from tests.factories.page_words import source_of
from tests.meetings.join.links import path

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
OPENS = START - timedelta(minutes=10)


@pytest.mark.parametrize(
    ("now", "numbers", "words", "opens"),
    [
        (NOW, (5, 5, 2), "5 days 5 hours 2 minutes", "Tue 19 May, 14:50"),
        (OPENS - timedelta(minutes=61), (0, 1, 1), "1 hour 1 minute", "14:50"),
        (OPENS - timedelta(seconds=1), (0, 0, 1), "1 minute", "14:50"),
        (OPENS + timedelta(minutes=3), (0, 0, 0), "0 minutes", "14:50"),
    ],
)
def test_build_countdown(
    meeting: Meeting, now: datetime, numbers: tuple[int, int, int], words: str, opens: str
) -> None:
    with translation.override("en"):
        found = build_countdown(meeting, zone=ZoneInfo("Asia/Shanghai"), now=now)
    assert found == Countdown(*numbers, words, OPENS, opens)


def test_page_counts_down(client: Client, anna: Invitee, clock: time_machine.Traveller) -> None:
    clock.move_to(NOW)
    page = source_of(client.get(path(anna)))
    assert 'aria-label="5 days 5 hours 2 minutes"' in page
    assert 'data-countdown="2026-05-19T06:50:00+00:00"' in page
    assert "It opens at Tue 19 May, 14:50" in page
    assert "<noscript>" in page


@pytest.mark.parametrize(
    ("before", "shown"),
    [
        (timedelta(days=1, hours=1, minutes=1), ["1 day", "1 hour", "1 minute"]),
        (timedelta(days=2), ["2 days", "0 hours", "0 minutes"]),
        (timedelta(minutes=90), ["1 hour", "30 minutes"]),
        (timedelta(minutes=1), ["1 minute"]),
    ],
)
def test_page_counts_in_units_that_fit(
    client: Client, anna: Invitee, clock: time_machine.Traveller, before: timedelta, shown: list[str]
) -> None:
    clock.move_to(OPENS - before)
    page = source_of(client.get(path(anna)))
    boxes = re.findall(r'<div( hidden)?><b data-count="\w+">(\d+)</b><span[^>]*>\s*(\w+)', page)
    assert [f"{number} {unit}" for hidden, number, unit in boxes if not hidden] == shown
