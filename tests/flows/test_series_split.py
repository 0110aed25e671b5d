"""Dates of a meeting that get another one: booked first, taken over at once, and cancelled where they were."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from meetings.errors import BookingRefused, NotAllowed, WriteInProgress
from meetings.join.addressee import find_invitee
from meetings.models import Meeting, VendorWrite
from meetings.recurrence import Cycle
from meetings.services import booking, splitting, withdrawing
from meetings.services.split_plan import SplitPlan, StepKind, plan_split
from meetings.writes import sending
from notifications.models import Message
from tests.factories.booking_requests import asked
from tests.factories.booking_requests import same as same_meeting
from tests.factories.vendor import Vendor
from tests.flows.test_series import (
    FAULTS,
    START,
    Fault,
    book,
    cancel_one,
    days,
    edit,
    edit_one,
    every_second_day,
    same,
    settle,
    starts,
    sync,
    theirs,
)
from tests.flows.test_series_following import calls, since

pytestmark = pytest.mark.django_db(transaction=True)

_HOUR = timedelta(hours=1)


@pytest.fixture
def series(vendor: Vendor, chen: User) -> Meeting:
    """Every second day at seven, five occurrences: the fourth is three hours later, the last is off."""
    found = book(chen, repeats=every_second_day(5))
    edit_one(found, chen, 3, START + timedelta(days=6, hours=3))
    cancel_one(found, chen, 4)
    Message.objects.all().delete()
    return Meeting.objects.get(pk=found.pk)


def split(meeting: Meeting, chen: User, number: int, *, only: bool = False, **fields: object) -> Meeting:
    row = meeting.occurrences.all()[number]
    values = {"start_at": row.start_at, "subject": "Board, second half", "repeats": None if only else rest()} | fields
    request = same(meeting, **values)
    form = {"by": chen, "request": request, "reference": "split", "now": datetime.now(UTC)}
    return splitting.split(meeting=meeting, occurrence=row, only=only, **form)  # type: ignore[arg-type]


def rest() -> Cycle:
    return every_second_day(5)


def settle_all() -> None:
    while found := VendorWrite.objects.open().exclude(next_attempt_at=None).first():
        settle(found)


def told() -> list[tuple[str, str]]:
    return sorted(Message.objects.filter(recipient="anna@tuv.example").values_list("kind", "subject"))


def plan(meeting: Meeting, number: int, *, only: bool) -> SplitPlan:
    """What the page says before it is done."""
    row = meeting.occurrences.all()[number]
    request = same(meeting, start_at=row.start_at, repeats=None if only else rest())
    return plan_split(meeting=meeting, occurrence=row, only=only, request=request, now=datetime.now(UTC))


def announced(found: SplitPlan) -> dict[str, int]:
    """How often each call is asked, by the plan."""
    names = {
        StepKind.BOOK_SERIES: "create_series",
        StepKind.BOOK_MEETING: "create",
        StepKind.MOVE_AGAIN: "edit_occurrence",
        StepKind.CANCEL_AGAIN: "cancel_occurrence",
        StepKind.END_OLD: "cancel_occurrence",
    }
    return dict(sum((Counter({names[step.kind]: step.calls}) for step in found.steps), Counter()))


def test_plan_says_what_becomes_of_each_date(vendor: Vendor, chen: User, series: Meeting) -> None:
    found = plan(series, 2, only=False)
    spans = [(date.becomes and date.becomes.start_at, date.is_own) for date in found.dates]
    assert spans == [(days(4)[0], False), (days(6, hours=3)[0], True)]
    assert [(step.kind, step.calls, step.dates) for step in found.steps] == [
        (StepKind.BOOK_SERIES, 1, 3),
        (StepKind.CANCEL_AGAIN, 1, 1),
        (StepKind.MOVE_AGAIN, 1, 1),
        (StepKind.END_OLD, 1, 2),
    ]


@pytest.mark.parametrize("only", [True, False])
def test_the_vendor_is_asked_what_the_plan_announces(
    vendor: Vendor, chen: User, series: Meeting, *, only: bool
) -> None:
    before, found = calls(vendor), plan(series, 2, only=only)
    split(series, chen, 2, only=only)
    settle_all()
    assert since(vendor, before) == announced(found)


def test_split_divides_a_series_and_carries_exceptions_over(vendor: Vendor, chen: User, series: Meeting) -> None:
    link = series.invitees.get(email="anna@tuv.example").join_token
    successor = split(series, chen, 2)
    settle_all()
    successor.refresh_from_db()
    assert starts(series) == theirs(vendor, chen, series) == days(0, 2)
    assert starts(successor) == theirs(vendor, chen, successor) == [*days(4), *days(6, hours=3)]
    assert series.occurrences.count() == 2, "what is the other's is not cancelled here"
    assert [kind for kind, _subject in told()] == ["changed", "invitation"]
    row = find_invitee(token=link, now=START + timedelta(days=2, hours=2))
    assert (row.meeting, row.email) == (successor, "anna@tuv.example")
    assert find_invitee(token=link, now=datetime.now(UTC)).meeting == series


def test_invitees_are_told_that_the_dates_go_on_elsewhere(vendor: Vendor, chen: User, series: Meeting) -> None:
    split(series, chen, 2)
    settle_all()
    mail = " ".join(Message.objects.get(recipient="anna@tuv.example", kind="changed").text.split())
    assert "Dates that are no longer here go on under another meeting ID" in mail
    assert "2 dates are ahead." in mail
    assert "Not on" not in mail


def test_what_went_over_does_not_come_back_with_a_change_of_the_old_series(
    vendor: Vendor, chen: User, series: Meeting
) -> None:
    successor = split(series, chen, 2)
    settle_all()
    old = sync(Meeting.objects.get(pk=series.pk), minutes=5)
    edit(old, chen, repeats=old.recurrence, subject="Board, first half")
    settle_all()
    assert starts(old) == theirs(vendor, chen, old) == days(0, 2)
    assert starts(successor) == [*days(4), *days(6, hours=3)]


def test_one_date_becomes_a_single_meeting(vendor: Vendor, chen: User, series: Meeting) -> None:
    successor = split(series, chen, 1, only=True)
    settle_all()
    assert starts(series) == theirs(vendor, chen, series) == [*days(0, 4), *days(6, hours=3)]
    assert (successor.is_series, successor.start_at, successor.subject) == (False, days(2)[0], "Board, second half")


def test_a_single_meeting_becomes_a_series(vendor: Vendor, chen: User) -> None:
    single = booking.book(
        organiser=chen, request=asked("anna@tuv.example", start_at=START), reference="b", now=datetime.now(UTC)
    )
    before = calls(vendor)
    request = same_meeting(single, repeats=every_second_day(3))
    form = {"by": chen, "request": request, "reference": "split", "now": datetime.now(UTC)}
    successor = splitting.split(meeting=single, occurrence=None, only=False, **form)  # type: ignore[arg-type]
    settle_all()
    single.refresh_from_db()
    assert since(vendor, before) == {"create_series": 1, "cancel": 1}
    assert (single.state, starts(successor)) == (Meeting.State.CANCELLED, days(0, 2, 4))
    assert vendor.standing(single.subject) == [successor.vendor_conference_id]


def test_all_is_as_before_where_the_other_meeting_is_refused(vendor: Vendor, chen: User, series: Meeting) -> None:
    vendor.refuse("create_series", code="MMC.111071007")
    with pytest.raises(BookingRefused):
        split(series, chen, 2)
    assert starts(series) == theirs(vendor, chen, series) == [*days(0, 2, 4), *days(6, hours=3)]
    assert (VendorWrite.objects.open().count(), told()) == (0, [])


def test_what_began_before_the_service_could_be_asked_is_left_out_of_the_call(
    vendor: Vendor, chen: User, series: Meeting
) -> None:
    fourth = series.occurrences.all()[3].vendor_sub_conference_id
    split(series, chen, 2)
    write = VendorWrite.objects.open().get(kind=VendorWrite.Kind.SPLIT)
    write = sending.send(write_id=write.pk, now=START + timedelta(days=4, minutes=5))
    assert write.state == VendorWrite.State.DONE
    assert vendor.sent("cancel_occurrence")[-1] == {"cycleSubConfIDs": [fourth]}


@FAULTS
@pytest.mark.parametrize("call", ["create_series", "cancel_occurrence"])
def test_it_is_done_once_where_an_answer_is_lost(
    vendor: Vendor, chen: User, series: Meeting, fault: Fault, call: str
) -> None:
    fault(vendor, call)
    successor = split(series, chen, 2)
    settle_all()
    successor.refresh_from_db()
    assert starts(series) == theirs(vendor, chen, series) == days(0, 2)
    assert starts(successor) == theirs(vendor, chen, successor) == [*days(4), *days(6, hours=3)]
    assert [kind for kind, _subject in told()] == ["changed", "invitation"]


def test_while_it_waits_nothing_else_is_changed_and_withdrawing_leaves_all_as_it_was(
    vendor: Vendor, chen: User, series: Meeting
) -> None:
    vendor.go_away()
    successor = split(series, chen, 2)
    with pytest.raises(WriteInProgress):
        cancel_one(series, chen, 0)
    with pytest.raises(WriteInProgress):
        withdrawing.withdraw(meeting=series, by=chen, now=datetime.now(UTC))
    withdrawing.withdraw(meeting=successor, by=chen, now=datetime.now(UTC))
    vendor.come_back()
    assert starts(series) == theirs(vendor, chen, series) == [*days(0, 2, 4), *days(6, hours=3)]
    assert (VendorWrite.objects.open().count(), told()) == (0, [])


def test_only_its_organiser_divides_a_meeting(vendor: Vendor, chen: User, li: User, series: Meeting) -> None:
    row = series.occurrences.all()[2]
    request = same(series, start_at=row.start_at, repeats=rest())
    with pytest.raises(NotAllowed):
        splitting.split(
            meeting=series, occurrence=row, only=False, by=li, request=request, reference="x", now=datetime.now(UTC)
        )
