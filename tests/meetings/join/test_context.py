"""Each state of a meeting has its own join page."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from meetings.models import Invitee, Meeting
from tests.factories.invitees import NOW, START
from tests.factories.page_words import source_of
from tests.meetings.join.links import OPEN, WINDOWS, launch_links, path
from tests.meetings.join.test_device import AGENTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.mark.parametrize(
    ("state", "now", "words"),
    [
        ("booked", NOW, "The meeting opens in"),
        ("booked", OPEN, "Open the meeting"),
        ("running", OPEN, "Open the meeting"),
        ("ended", OPEN, "This meeting ended at"),
        ("booked", START + timedelta(hours=1), "This meeting ended at"),
        ("cancelled", OPEN, "This meeting was cancelled"),
        ("requested", OPEN, "This meeting is still being booked. Leave this page open."),
        ("refused", OPEN, "This meeting was not booked"),
    ],
)
def test_each_state_says_what_it_is(
    client: Client, anna: Invitee, clock: time_machine.Traveller, state: str, now: datetime, words: str
) -> None:
    Meeting.objects.update(state=state, cancelled_by=anna.meeting.organiser, cancel_note="Sorry.")
    clock.move_to(now)
    page = source_of(client.get(path(anna)))
    assert words in page
    again = source_of(client.post(path(anna), headers=WINDOWS))
    assert (launch_links(again) != []) == (words == "Open the meeting")


def test_inside_wechat_it_shows_the_way_out(client: Client, anna: Invitee) -> None:
    page = source_of(client.get(path(anna), headers={"User-Agent": AGENTS["wechat"][0]}))
    assert "WeChat cannot open the meeting client" in page
    assert "<form" not in page
    assert f'data-copy="http://127.0.0.1:8000/j/{anna.join_token}/"' in page
