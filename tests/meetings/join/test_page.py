"""The parts of a join page: other ways in, the vendor's address, the count-down."""

import pytest
import time_machine
from django.test import Client

from meetings.models import Invitee
from tests.factories.invitees import NOW
from tests.factories.page_words import source_of
from tests.meetings.join.links import WINDOWS, path

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_too_early_counts_down(client: Client, anna: Invitee, clock: time_machine.Traveller) -> None:
    clock.move_to(NOW)
    page = source_of(client.get(path(anna)))
    assert 'aria-label="5 days 5 hours 2 minutes"' in page
    assert 'data-countdown="2026-05-19T06:50:00+00:00"' in page
    assert "It opens at Tue 19 May, 14:50" in page
    assert "<noscript>" in page


def test_the_other_ways_in_are_always_there(client: Client, anna: Invitee) -> None:
    for page in (client.get(path(anna)), client.post(path(anna), headers=WINDOWS)):
        text = source_of(page)
        for way in (
            'href="https://meeting.huaweicloud.com/#/j/967204518/abcdef"',
            'href="https://www.huaweicloud.com/product/meeting/download.html"',
            'href="tel:021-53290029"',
            'data-copy="967204518"',
            'data-copy="482913"',
            'role="img" aria-label="QR code of your link"',
        ):
            assert way in text


@pytest.mark.parametrize(
    "uri", ["https://evil.example/#/j/1/2", "http://meeting.huaweicloud.com/#/j/1", "javascript:alert(1)", ""]
)
def test_a_browser_is_sent_to_the_services_own_hosts_only(client: Client, anna: Invitee, uri: str) -> None:
    meeting = anna.meeting
    meeting.guest_join_uri = uri
    meeting.save()
    page = source_of(client.get(path(anna), headers=WINDOWS))
    assert "Join in the browser" not in page
    assert "evil.example" not in page
