"""A series that the meeting service can't keep: of single meetings, told once, and never half-done in silence."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from accounts.models import User
from meetings.errors import BookingRefused, NotAllowed, TooLate
from meetings.models import PortalSeries, VendorWrite
from meetings.recurrence import Rule
from meetings.services import booking, cancelling, portal_series
from meetings.writes import pacing, reconciling, sending
from notifications.models import Message
from tests.factories.booking_requests import asked
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST = datetime.combine(datetime.now(SHANGHAI).date() + timedelta(days=3), time(7), SHANGHAI)


def every_sixteen_days(count: int = 6) -> Rule:
    return Rule.from_rrule(f"FREQ=DAILY;INTERVAL=16;COUNT={count}", first=FIRST)


def book(chen: User, reference: str = "book", **fields: Any) -> PortalSeries:
    request = asked("anna@tuv.example", **({"start_at": FIRST, "repeats": every_sixteen_days()} | fields))
    meeting = booking.book(organiser=chen, request=request, reference=reference, now=datetime.now(UTC))
    assert meeting.portal_series is not None
    return meeting.portal_series


def released(series: PortalSeries) -> list[VendorWrite]:
    """The writes that workers were told to send."""
    found = VendorWrite.objects.open().filter(meeting__portal_series=series)
    return list(found.exclude(next_attempt_at=None).order_by("pk"))


def work(series: PortalSeries) -> None:
    """What the workers do until nothing is under way."""
    for _ in range(60):
        pacing.advance(series_id=series.pk, now=datetime.now(UTC))
        due = released(series)
        if not due:
            return
        assert len(due) <= pacing.MOST_UNDER_WAY
        for write in due:
            assert write.next_attempt_at is not None
            now = max(write.next_attempt_at, datetime.now(UTC))
            if write.state == VendorWrite.State.PLANNED:
                sending.send(write_id=write.pk, now=now)
            else:
                reconciling.reconcile(write_id=write.pk, now=now)
    raise AssertionError("never settled")


def states(series: PortalSeries) -> list[str]:
    return list(series.members.order_by("start_at").values_list("state", flat=True))


def kinds() -> list[str]:
    return sorted(Message.objects.values_list("kind", flat=True))


def test_book_makes_single_meetings_and_tells_of_them_once(vendor: Vendor, chen: User) -> None:
    series = book(chen)
    assert (states(series), kinds()) == (["booked", *["requested"] * 5], [])
    assert len(released(series)) == pacing.MOST_UNDER_WAY
    work(series)
    series.refresh_from_db()
    assert series.settled_at is not None
    assert sorted(detail.meeting.start_at for detail in vendor.details(chen) if detail.meeting.start_at) == [
        at.astimezone(UTC) for at in every_sixteen_days().starts()
    ]
    assert len(set(series.members.values_list("vendor_conference_id", flat=True))) == 6
    assert kinds() == ["invitation", "own"]
    invitation = Message.objects.get(kind="invitation")
    assert "Every 16 days, until" in invitation.text
    assert "6 dates are ahead." in invitation.text
    assert "Each date has its own" in invitation.text


def test_book_takes_nothing_where_the_vendor_refuses_the_first(vendor: Vendor, chen: User) -> None:
    vendor.refuse("create", code="MMC.111071007")
    with pytest.raises(BookingRefused):
        book(chen)
    series = PortalSeries.objects.get()
    work(series)
    series.refresh_from_db()
    assert (states(series), kinds(), vendor.details(chen)) == (["refused", *["cancelled"] * 5], [], [])
    assert series.settled_at is not None


@pytest.fixture
def half_done(vendor: Vendor, chen: User) -> PortalSeries:
    """One of six is refused in mid-way; nobody is told of any."""
    series = book(chen)
    vendor.refuse("create", code="MMC.111071007")
    work(series)
    assert states(series) == ["booked", "refused", "booked", "booked", "booked", "booked"]
    assert kinds() == []
    return series


def test_retry_books_what_was_refused_and_tells_of_all(vendor: Vendor, chen: User, half_done: PortalSeries) -> None:
    assert portal_series.retry(series=half_done, by=chen, now=datetime.now(UTC)) == 1
    work(half_done)
    assert (states(half_done), kinds(), len(vendor.details(chen))) == (["booked"] * 6, ["invitation", "own"], 6)
    with pytest.raises(TooLate):
        portal_series.retry(series=half_done, by=chen, now=datetime.now(UTC))


def test_keep_tells_of_those_that_are_booked(chen: User, half_done: PortalSeries) -> None:
    portal_series.keep(series=half_done, by=chen, now=datetime.now(UTC))
    assert kinds() == ["invitation", "own"]
    invitation = Message.objects.get(kind="invitation")
    assert "5 dates are ahead." in invitation.text
    assert "Not on" in invitation.text


def test_undo_cancels_what_is_booked_and_tells_nobody(vendor: Vendor, chen: User, half_done: PortalSeries) -> None:
    portal_series.undo(series=half_done, by=chen, now=datetime.now(UTC))
    work(half_done)
    half_done.refresh_from_db()
    assert half_done.settled_at is not None
    assert (states(half_done), kinds(), vendor.details(chen)) == (
        ["cancelled", "refused", *["cancelled"] * 4],
        [],
        [],
    )


def test_undo_takes_back_what_waits_and_cancels_what_is_sent_meanwhile(vendor: Vendor, chen: User) -> None:
    series = book(chen)
    vendor.lose_answer("create")
    sent = released(series)[0]
    sending.send(write_id=sent.pk, now=datetime.now(UTC))
    portal_series.undo(series=series, by=chen, now=datetime.now(UTC))
    work(series)
    assert (set(states(series)), kinds(), vendor.details(chen)) == ({"cancelled"}, [], [])


def test_only_the_organiser_decides(li: User, half_done: PortalSeries) -> None:
    for decide in (portal_series.retry, portal_series.keep, portal_series.undo):
        with pytest.raises(NotAllowed):
            decide(series=half_done, by=li, now=datetime.now(UTC))


@pytest.mark.parametrize("fault", [Vendor.lose_answer, Vendor.cut_before])
def test_a_lost_answer_doubles_nothing(vendor: Vendor, chen: User, fault: Any) -> None:
    series = book(chen)
    fault(vendor, "create")
    work(series)
    assert (states(series), len(vendor.details(chen)), kinds()) == (["booked"] * 6, 6, ["invitation", "own"])


def test_the_same_form_twice_is_one_series(vendor: Vendor, chen: User) -> None:
    assert book(chen) == book(chen)
    assert PortalSeries.objects.count() == 1


def test_a_cancelled_date_leaves_the_others_in_the_calendar(vendor: Vendor, chen: User) -> None:
    series = book(chen)
    work(series)
    Message.objects.all().delete()
    second = series.members.order_by("start_at")[1]
    cancelling.cancel(meeting=second, by=chen, reference="cancel", now=datetime.now(UTC), note="Holiday")
    mail = Message.objects.get(recipient="anna@tuv.example")
    assert "Only this date is cancelled." in mail.text
    assert mail.calendar_method == "REQUEST"
    (event, *moved) = Calendar.from_ical(mail.calendar).walk("VEVENT")
    assert {str(one["UID"]) for one in (event, *moved)} == {series.ical_uid}
    assert (event["SEQUENCE"], event.to_ical().count(b"EXDATE")) == (1, 1)


def test_what_is_too_far_ahead_is_told_now_and_booked_later(vendor: Vendor, chen: User) -> None:
    """The service takes nothing that lies more than a year ahead."""
    rule = Rule.from_rrule("FREQ=YEARLY;COUNT=2", first=FIRST)
    series = book(chen, repeats=rule)
    work(series)
    series.refresh_from_db()
    assert (states(series), kinds()) == (["booked", "requested"], ["invitation", "own"])
    assert "2 dates are ahead." in Message.objects.get(kind="invitation").text
    assert pacing.list_unsettled(now=datetime.now(UTC)) == set()
    later = datetime.now(UTC) + timedelta(days=6)
    assert pacing.list_unsettled(now=later) == {series.pk}
    vendor.forward(6 * 24 * 3600)
    pacing.advance(series_id=series.pk, now=later)
    (write,) = released(series)
    sending.send(write_id=write.pk, now=later)
    assert (states(series), kinds()) == (["booked", "booked"], ["invitation", "own"])


def test_what_is_refused_later_is_told_as_a_cancelled_date(vendor: Vendor, chen: User) -> None:
    series = book(chen, repeats=Rule.from_rrule("FREQ=YEARLY;COUNT=3", first=FIRST))
    work(series)
    later = datetime.now(UTC) + timedelta(days=6)
    pacing.advance(series_id=series.pk, now=later)
    (write,) = released(series)
    vendor.refuse("create", code="MMC.111071007")
    sending.send(write_id=write.pk, now=later)
    assert (states(series), kinds()) == (
        ["booked", "refused", "requested"],
        ["cancelled", "cancelled", "invitation", "own"],
    )
    mail = Message.objects.filter(kind="cancelled", recipient="anna@tuv.example").get()
    assert "Only this date is cancelled." in mail.text
