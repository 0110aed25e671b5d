"""Whoever tries tokens is slowed down."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from meetings.models import Invitee
from tests.factories.page_words import source_of
from tests.meetings.join.links import path

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_guessing_is_slowed_and_a_good_link_is_not(client: Client, anna: Invitee) -> None:
    codes = [client.get(f"/j/guess-{number}/").status_code for number in range(32)]
    assert codes == [404] * 30 + [429] * 2
    refused = client.get("/j/guess-again/")
    assert (refused["Retry-After"], "try again in ten minutes" in source_of(refused)) == ("600", True)
    assert client.get(path(anna)).status_code == 200


def test_the_window_is_ten_minutes_from_the_first_miss_on(
    client: Client, anna: Invitee, clock: time_machine.Traveller
) -> None:
    codes = []
    for _ in range(33):
        codes.append(client.get("/j/guess/").status_code)
        clock.shift(timedelta(seconds=19))
    assert codes == [404] * 30 + [429] * 2 + [404]
