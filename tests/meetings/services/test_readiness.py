"""Will it work? What is found half an hour before, who is told of it, and that it is one mail whatever dies."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from accounts.models import Identity, User
from directory.models import VendorList
from meetings import tasks
from meetings.errors import NotAllowed
from meetings.models import Meeting, Occurrence, ReadinessCheck
from meetings.services import booking, readiness
from notifications.models import Message
from tests.factories.booking_requests import MINUTE, asked, tomorrow
from tests.factories.rooms import give_room, set_room
from tests.factories.vendor import Vendor
from tests.flows.actions import enqueued, forget_enqueued

pytestmark = pytest.mark.django_db(transaction=True)
START = tomorrow(1)
HALF_AN_HOUR = timedelta(minutes=30)
SOON = START - HALF_AN_HOUR
GOOD = [("account", "ok", ""), ("sign_in", "ok", ""), ("booking", "ok", ""), ("entry", "ok", "")]


@pytest.fixture
def coming(vendor: Vendor, chen: User, li: User) -> Meeting:
    """Chen Jing's, in an hour; Li Wei is a co-host."""
    return book(chen, asked(li, start_at=START))


def book(chen: User, request: Any, reference: str = "book") -> Meeting:
    forget_enqueued()
    meeting = booking.book(organiser=chen, request=request, reference=reference, now=datetime.now(UTC))
    Message.objects.all().delete()
    return meeting


def look(now: datetime = SOON) -> None:
    """Let the clock and a worker do what is due."""
    forget_enqueued()
    readiness.sweep(now=now)
    for task, arguments in list(enqueued()):
        if task == "meetings.check_readiness":
            readiness.check(check_id=arguments["check_id"], now=now)


def found() -> list[tuple[str, str, str]]:
    row = ReadinessCheck.objects.get()
    return [(one["question"], one["outcome"], one["code"]) for one in row.findings]


def mails() -> list[tuple[str, str]]:
    return list(Message.objects.filter(kind="not_ready").values_list("recipient", "subject"))


def know_seats(meeting: Meeting, seats: int) -> None:
    now = datetime.now(UTC)
    VendorList.objects.create(
        kind=VendorList.Kind.RESOURCES,
        tenant_id=meeting.tenant_id,
        entries=[{"seats": seats, "rooms": None}],
        read_at=now,
        tried_at=now,
    )


def test_sweep_finds_that_all_is_well_and_tells_nobody(coming: Meeting) -> None:
    look(SOON - MINUTE)
    assert not ReadinessCheck.objects.exists()
    look()
    assert (found(), mails()) == (GOOD, [])
    checked_at = ReadinessCheck.objects.get().checked_at
    look(SOON + MINUTE)
    assert ReadinessCheck.objects.get().checked_at == checked_at == SOON


def test_check_calls_the_service_a_few_times(vendor: Vendor, coming: Meeting) -> None:
    before = len(vendor.between.asked)
    look()
    assert len(vendor.between.asked) - before <= 5


def test_sweep_looks_at_each_meeting_as_long_before_as_the_setting_says(coming: Meeting, settings: Any) -> None:
    settings.READINESS_MINUTES = 0
    look()
    settings.READINESS_MINUTES = 20
    look(START - timedelta(minutes=21))
    assert not ReadinessCheck.objects.exists()
    look(START - timedelta(minutes=20))
    assert found() == GOOD


@pytest.mark.parametrize("state", [Identity.State.DISABLED, Identity.State.FAILING])
def test_check_tells_the_organiser_once_that_they_are_not_linked(coming: Meeting, chen: User, state: str) -> None:
    Identity.objects.update(state=state)
    for minutes in range(5):
        look(SOON + minutes * MINUTE)
    assert found() == [("account", "bad", "NOT_LINKED"), ("entry", "ok", "")]
    assert mails() == [(chen.email, "Needs you before it begins: Roadmap")]
    row, text = ReadinessCheck.objects.get(), Message.objects.get(kind="not_ready").text
    assert row.told_at == SOON
    assert "Ask an administrator now; then press “Look again”." in " ".join(text.split())
    assert f"/meetings/{coming.pk}/#readiness" in text


def test_check_tells_that_the_meeting_is_gone(vendor: Vendor, chen: User, coming: Meeting) -> None:
    vendor.cancel_elsewhere(chen, coming)
    look()
    assert found()[2] == ("booking", "bad", "MISSING")
    assert [to for to, _ in mails()] == [chen.email]


def test_check_takes_over_what_is_otherwise_at_the_service(vendor: Vendor, chen: User, coming: Meeting) -> None:
    vendor.change(chen, coming, subject="Budget")
    look()
    assert (found(), mails()) == (GOOD, [])
    assert Meeting.objects.get().subject == "Budget"


def test_check_of_a_meeting_that_has_moved_is_none(vendor: Vendor, chen: User, coming: Meeting) -> None:
    vendor.change(chen, coming, start_at=START + timedelta(hours=2))
    look()
    assert (ReadinessCheck.objects.count(), mails()) == (0, [])
    look(START + timedelta(hours=2) - HALF_AN_HOUR)
    assert found() == GOOD


def test_check_tells_that_the_room_is_switched_off_or_taken(vendor: Vendor, chen: User, coming: Meeting) -> None:
    room = give_room(vendor, chen, "Hall")
    meeting = book(chen, asked(start_at=START, subject="In a room", room_id=room.id), "room")
    other = book(chen, asked(start_at=START + 3 * timedelta(hours=1), subject="Another", room_id=room.id), "other")
    look()
    assert {one.meeting.subject for one in ReadinessCheck.objects.all()} == {"Roadmap", "In a room"}
    row = ReadinessCheck.objects.get(meeting=meeting)
    assert [one["question"] for one in row.findings] == [
        "account",
        "sign_in",
        "booking",
        "room",
        "seats",
        "entry",
    ]
    assert {one["outcome"] for one in row.findings} == {"ok"}
    Occurrence.objects.filter(meeting=other).update(start_at=START + MINUTE)
    set_room(vendor, room, status=1)
    readiness.check_again(meeting=meeting, by=chen, now=SOON + MINUTE)
    assert _answer(meeting, "room") == ("bad", "ROOM_TAKEN")
    Occurrence.objects.filter(meeting=other).delete()
    VendorList.objects.all().delete()
    readiness.check_again(meeting=meeting, by=chen, now=SOON + MINUTE)
    assert _answer(meeting, "room") == ("bad", "ROOM_STOPPED")


def _answer(meeting: Meeting, question: str) -> tuple[str, str]:
    findings = ReadinessCheck.objects.get(meeting=meeting).findings
    return next((one["outcome"], one["code"]) for one in findings if one["question"] == question)


def test_check_tells_that_more_are_invited_than_there_are_seats(coming: Meeting, chen: User) -> None:
    know_seats(coming, 1)
    look()
    assert _answer(coming, "seats") == ("bad", "TOO_FEW_SEATS")
    text = " ".join(Message.objects.get(kind="not_ready").text.split())
    assert "2 people are invited, and 1 can be in it at once." in text


def test_check_tells_that_guests_do_not_get_in(vendor: Vendor, coming: Meeting) -> None:
    vendor.refuse("enter", code="MMC.111071091")
    look()
    assert _answer(coming, "entry") == ("bad", "PASSWORD")
    assert len(mails()) == 1


def test_check_asks_a_service_that_is_away_again_before_anybody_is_told(
    vendor: Vendor, chen: User, coming: Meeting
) -> None:
    vendor.go_away()
    for minutes in (0, 1, 4, 5):
        look(SOON + minutes * MINUTE)
        assert (ReadinessCheck.objects.get().checked_at, mails()) == (None, [])
    look(SOON + 8 * MINUTE)
    assert found()[1:3] == [("sign_in", "bad", "AWAY"), ("booking", "bad", "AWAY")]
    assert [to for to, _ in mails()] == [chen.email]


def test_check_of_a_service_that_comes_back_tells_nobody(vendor: Vendor, coming: Meeting) -> None:
    vendor.go_away()
    look()
    vendor.come_back()
    look(SOON + 5 * MINUTE)
    assert (found(), mails()) == (GOOD, [])


def test_check_goes_on_where_a_process_has_died(coming: Meeting) -> None:
    Identity.objects.update(state=Identity.State.DISABLED)
    readiness.sweep(now=SOON)
    (check_id,) = ReadinessCheck.objects.values_list("pk", flat=True)
    assert readiness._claim(check_id, SOON) is not None
    look(SOON + MINUTE)
    assert ReadinessCheck.objects.get().checked_at is None
    look(SOON + 2 * MINUTE)
    assert len(mails()) == 1


def test_check_again_shows_what_is_so_and_sends_no_mail(coming: Meeting, chen: User, li: User) -> None:
    Identity.objects.update(state=Identity.State.DISABLED)
    assert readiness.check_again(meeting=coming, by=chen, now=SOON)
    assert (found()[0], mails()) == (("account", "bad", "NOT_LINKED"), [])
    Identity.objects.update(state=Identity.State.WORKS)
    assert readiness.check_again(meeting=coming, by=chen, now=SOON + MINUTE)
    assert found() == GOOD
    assert not readiness.check_again(meeting=coming, by=chen, now=START)
    assert not readiness.check_again(meeting=coming, by=chen, now=SOON - MINUTE)
    with pytest.raises(NotAllowed):
        readiness.check_again(meeting=coming, by=li, now=SOON)


def test_the_tasks_do_it(vendor: Vendor, chen: User) -> None:
    book(chen, asked(start_at=tomorrow(0) + 20 * MINUTE))
    tasks.sweep_readiness()
    (check_id,) = ReadinessCheck.objects.values_list("pk", flat=True)
    tasks.check_readiness(check_id=check_id)
    assert found() == GOOD
