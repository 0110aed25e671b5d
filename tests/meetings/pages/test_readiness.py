"""What a meeting's page says of whether it will work: to its hosts, and only shortly before it begins."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from meetings.models import Meeting, ReadinessCheck
from meetings.pages.readiness import ReadinessLine, ReadinessPart, build_readiness_part
from meetings.readiness import Finding, Outcome, Question, Trouble
from tests.factories.fixtures import MakeMeeting, signed_in

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=20)


@pytest.fixture
def coming(make_meeting: MakeMeeting, li: User) -> Meeting:
    return make_meeting(start_at=timezone.now() + SOON, guests=(li,))


def store(meeting: Meeting, *findings: Finding) -> None:
    ReadinessCheck.objects.create(
        meeting=meeting,
        start_at=meeting.start_at,
        findings=[one.to_json() for one in findings],
        checked_at=timezone.now(),
    )


def test_build_readiness_part_lists_what_was_found(coming: Meeting, chen: User) -> None:
    store(
        coming,
        Finding(Question.ACCOUNT),
        Finding(Question.BOOKING, Outcome.BAD, "MMC.111070002"),
        Finding(Question.SEATS, Outcome.BAD, Trouble.TOO_FEW_SEATS, {"invited": 12, "seats": 10}),
        Finding(Question.ENTRY, Outcome.UNKNOWN, Trouble.AWAY),
    )
    part = build_readiness_part(coming, chen, coming.start_at, timezone.now())
    assert part is not None
    assert (part.title, part.tone) == ("It needs you", "bad")
    assert part.lines[0] == ReadinessLine("The organiser is linked to the meeting service", "booked", True, "", "")
    assert part.lines[1].note == "Press “Look again”; if it stays so, ask an administrator."
    assert part.lines[2] == ReadinessLine(
        "12 people are invited, and 10 can be in it at once.",
        "refused",
        False,
        "Press “Edit” and invite fewer, or ask an administrator for more seats.",
        "edit",
    )
    assert (part.lines[3].icon, part.lines[3].note) == ("unconfirmed", "")


def test_build_readiness_part_asks_only_shortly_before(
    coming: Meeting, chen: User, django_assert_num_queries: object
) -> None:
    now = timezone.now()
    assert build_readiness_part(coming, chen, coming.start_at, now) == ReadinessPart("Not looked at yet", "", "", ())
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert build_readiness_part(coming, chen, coming.start_at, now - SOON) is None
        assert build_readiness_part(coming, chen, coming.start_at, coming.start_at) is None


def test_the_page_shows_it_to_hosts_alone(coming: Meeting, chen: User, li: User) -> None:
    store(coming, Finding(Question.ACCOUNT))
    address = f"/meetings/{coming.pk}/"
    assert "All is well" in signed_in(chen).get(address).content.decode()
    assert "Will it work?" not in signed_in(li).get(address).content.decode()


def test_check_again_is_for_hosts_and_for_posts(coming: Meeting, chen: User, li: User, client: Client) -> None:
    address = f"/meetings/{coming.pk}/check/"
    assert signed_in(li).post(address).status_code == 403
    assert signed_in(chen).get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert not ReadinessCheck.objects.exists()
