"""What the mails about a series say, and what other programs make of the calendar files in them."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from icalendar import Calendar

from accounts.models import User
from accounts.vendor import clients
from hwmeeting import Cycle as VendorCycle
from hwmeeting import MeetingRequest, OccurrenceRequest
from hwmeeting.types.cycle import CycleUnit
from l10n import format_datetime
from meetings.mails.invitation_text import build_invitation_text
from meetings.models import Meeting
from meetings.pages.meeting import build_meeting_page
from meetings.recurrence import Cycle, Unit
from meetings.requests import BookingRequest
from meetings.services import booking, cancelling, editing, occurrences
from meetings.writes import sending, syncing
from meetings.writes.payloads import WantedMeeting
from notifications.models import Message
from tests.factories.booking_requests import asked
from tests.factories.vendor import Vendor
from tests.factories.writes import send_all
from tests.meetings.ical.engines.engines import Engines
from tests.meetings.ical.readers import check as check_file
from tests.meetings.mails.sent import left_out

pytestmark = pytest.mark.django_db(transaction=True)

BERLIN = ZoneInfo("Europe/Berlin")
ANNA, BOB = "anna@tuv.example", "bob@tuv.example"
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def _before_a_change_of_clocks() -> datetime:
    """Nine in the morning in Berlin, two weeks before its clocks change next."""
    day = datetime.now(BERLIN).date() + timedelta(days=17)
    while datetime.combine(day, time(12), BERLIN).dst() == datetime.combine(day + DAY, time(12), BERLIN).dst():
        day += DAY
    return datetime.combine(day - timedelta(days=13), time(9), BERLIN).astimezone(UTC)


START = _before_a_change_of_clocks()
FIRST = START.astimezone(BERLIN).date()
WEEKLY = Cycle(Unit.WEEK, 1, (FIRST.isoweekday() % 7,), FIRST + 4 * WEEK)


@pytest.fixture(params=["utc", "zone"])
def reading(request: pytest.FixtureRequest, vendor: Vendor) -> str:
    """What stays the same at the vendor when clocks change."""
    vendor.assume(occurrence_time=request.param, series_edit="keeps")
    return str(request.param)


@pytest.fixture
def series(vendor: Vendor, chen: User) -> Meeting:
    """Five weeks over a change of the clocks in Berlin, with Anna."""
    meeting = booking.book(organiser=chen, request=request_of(), reference="book", now=datetime.now(UTC))
    send_all(meeting)  # what the meeting service holds at another hour is moved before anybody is told
    return Meeting.objects.get(pk=meeting.pk)


def request_of(*emails: str, **fields: object) -> BookingRequest:
    values: dict[str, object] = {
        "start_at": START,
        "repeats": WEEKLY,
        "time_zone": "Europe/Berlin",
        "subject": "Weekly",
    }
    return asked(*(emails or (ANNA,)), **(values | fields))


def edit(meeting: Meeting, chen: User, *emails: str, reference: str = "edit", **fields: object) -> Meeting:
    found = Meeting.objects.get(pk=meeting.pk)
    known = WantedMeeting.of_meeting(found)
    kept = {"subject": known.subject, "guest_password": known.guest_password, "start_at": known.start_at}
    request = request_of(*emails, **(kept | fields))
    editing.edit(meeting=found, by=chen, request=request, reference=reference, now=datetime.now(UTC))
    send_all(found)
    return Meeting.objects.get(pk=meeting.pk)


def edit_one(meeting: Meeting, chen: User, number: int, *, days: int) -> None:
    row = meeting.occurrences.order_by("original_start_at")[number]
    occurrences.edit(
        meeting=Meeting.objects.get(pk=meeting.pk),
        occurrence=row,
        by=chen,
        start_at=row.start_at + days * DAY,
        length_minutes=60,
        reference=f"edit-{number}",
        now=datetime.now(UTC),
    )


def cancel_one(meeting: Meeting, chen: User, number: int) -> None:
    row = meeting.occurrences.order_by("original_start_at")[number]
    occurrences.cancel(
        meeting=Meeting.objects.get(pk=meeting.pk),
        occurrence=row,
        by=chen,
        reference=f"cancel-{number}",
        now=datetime.now(UTC),
        note="On holiday.",
    )


def mail_to(email: str) -> Message:
    return Message.objects.filter(recipient=email).latest("pk")


def words(message: Message) -> str:
    return " ".join(message.text.split())


def check(engines: Engines, message: Message, meeting: Meeting) -> None:
    """The file has the occurrences that we have; those are the vendor's."""
    check_file(engines, message.calendar, list(meeting.occurrences.all()))


def test_each_mail_brings_the_occurrences_that_the_vendor_has(
    vendor: Vendor, chen: User, reading: str, series: Meeting, engines: Engines
) -> None:
    check(engines, mail_to(ANNA), series)
    assert "DTSTART;TZID=Europe/Berlin:" in mail_to(ANNA).calendar

    edit_one(series, chen, 3, days=2)
    assert mail_to(ANNA).calendar_method == "REQUEST"
    check(engines, mail_to(ANNA), series)

    cancel_one(series, chen, 1)
    assert mail_to(ANNA).calendar_method == "REQUEST"
    for email in (ANNA, chen.email):
        check(engines, mail_to(email), series)

    edit(series, chen, ANNA, BOB, subject="Weekly, new")
    while write := series.writes.filter(finished_at=None).first():
        sending.send(write_id=write.pk, now=datetime.now(UTC))
    theirs = [one.start_at for one in vendor.detail(chen, series).meeting.occurrences]
    assert list(series.occurrences.held().values_list("start_at", flat=True)) == theirs
    for email in (ANNA, BOB, chen.email):
        check(engines, mail_to(email), series)
    assert (mail_to(BOB).kind, mail_to(BOB).calendar.count("RECURRENCE-ID")) == ("invitation", 1)


def test_an_entry_says_the_invitation_after_each_change(vendor: Vendor, chen: User, series: Meeting) -> None:
    invited = mail_to(ANNA).text
    edit_one(series, chen, 1, days=1)
    (master, apart) = Calendar.from_ical(mail_to(ANNA).calendar).events
    assert "Only this date has moved." in words(mail_to(ANNA))
    assert str(master["DESCRIPTION"]) == str(apart["DESCRIPTION"]) != invited
    assert "Only this date" not in str(master["DESCRIPTION"])
    assert "invites you" in str(master["DESCRIPTION"])
    cancel_one(series, chen, 2)
    own = Calendar.from_ical(mail_to(chen.email).calendar).events[0]
    assert "Your meeting is booked" in str(own["DESCRIPTION"])


def test_a_new_rule_is_told_with_the_old_one(vendor: Vendor, chen: User, series: Meeting) -> None:
    edit(series, chen, repeats=replace(WEEKLY, interval=2))
    told = words(mail_to(ANNA))
    assert "The series has changed. Your link stays the same." in told
    assert "Before: " not in told
    assert "Repeats: Every " in told
    assert " → Every 2 weeks on " in told


def test_who_is_removed_loses_all_occurrences(vendor: Vendor, chen: User, series: Meeting) -> None:
    cancel_one(series, chen, 1)
    edit(series, chen, BOB)
    gone = mail_to(ANNA)
    (event,) = Calendar.from_ical(gone.calendar).events
    assert (gone.kind, gone.calendar_method, "RECURRENCE-ID" in event) == ("uninvited", "CANCEL", False)
    assert "You are no longer invited to this series" in words(gone)
    assert "Repeats: Every " in words(gone)


def test_a_series_is_cancelled_as_a_whole(vendor: Vendor, chen: User, series: Meeting) -> None:
    edit_one(series, chen, 0, days=1)
    cancelling.cancel(
        meeting=Meeting.objects.get(pk=series.pk), by=chen, reference="off", now=datetime.now(UTC), note="Done."
    )
    gone = mail_to(ANNA)
    events = Calendar.from_ical(gone.calendar).events
    assert (gone.calendar_method, [str(event["STATUS"]) for event in events]) == ("CANCEL", ["CANCELLED"] * 2)
    assert ["RECURRENCE-ID" in event for event in events] == [False, True], "the one that was moved too"
    assert mail_to(chen.email).calendar.count("STATUS:CANCELLED") == 2
    assert gone.subject.startswith("Cancelled: Weekly · from ")
    assert "The whole series is cancelled. There is nothing for you to do." in words(gone)
    assert "cancelled the series" in words(gone)
    assert "Done." in gone.text


def test_the_last_occurrence_takes_the_series_along(vendor: Vendor, chen: User) -> None:
    once = Cycle(Unit.DAY, 1, (), FIRST)
    series = booking.book(organiser=chen, request=request_of(repeats=once), reference="b", now=datetime.now(UTC))
    cancel_one(series, chen, 0)
    gone = mail_to(ANNA)
    assert gone.calendar_method == "CANCEL"
    assert "RECURRENCE-ID" not in gone.calendar
    assert "The whole series is cancelled." in words(gone)
    assert "All other dates stay" not in words(gone)
    assert "On holiday." in gone.text


def test_the_last_occurrence_ahead_is_the_last(vendor: Vendor, chen: User, series: Meeting) -> None:
    *over, last = series.occurrences.order_by("start_at")
    for number, row in enumerate(over, start=2):
        row.start_at = row.original_start_at = datetime.now(UTC) - number * WEEK
        row.end_at = row.start_at + timedelta(minutes=45)
        row.save()
    cancel_one(series, chen, len(over))
    assert "The last date is cancelled. No other date is ahead." in words(mail_to(ANNA))
    (entry, *_) = Calendar.from_ical(mail_to(ANNA).calendar).events
    assert left_out(entry) == [last.original_start_at]


def test_an_edit_of_what_another_client_made_anew(
    vendor: Vendor, chen: User, series: Meeting, engines: Engines
) -> None:
    """All occurrences have other IDs, and another length, when we move one: that is told as a change of the series."""
    client = clients.client_for(person=chen)
    request = MeetingRequest.from_detail(vendor.detail(chen, series))
    cycle = VendorCycle(unit=CycleUnit.WEEK, start_date=FIRST, end_date=WEEKLY.until, points=WEEKLY.days)
    client.series.edit(series.vendor_conference_id, replace(request, length_minutes=30), cycle)
    edit_one(series, chen, 2, days=1)
    assert "The series has changed." in words(mail_to(ANNA))
    check(engines, mail_to(ANNA), series)


def test_a_move_beside_one_of_another_client(vendor: Vendor, chen: User, series: Meeting, engines: Engines) -> None:
    """What we read back has two occurrences moved: "only this date" would be wrong."""
    client = clients.client_for(person=chen)
    last = vendor.detail(chen, series).meeting.occurrences[-1]
    assert last.start_at
    elsewhere = OccurrenceRequest.from_occurrence(last, start_at=last.start_at + DAY, length_minutes=45)
    client.series.edit_occurrence(series.vendor_conference_id, elsewhere)
    edit_one(series, chen, 1, days=1)
    assert "The series has changed." in words(mail_to(ANNA))
    check(engines, mail_to(ANNA), series)


def test_what_is_cancelled_elsewhere_is_no_move(vendor: Vendor, chen: User, engines: Engines) -> None:
    soon = datetime.combine(datetime.now(BERLIN).date() + 2 * DAY, time(9), BERLIN)
    daily = Cycle(Unit.DAY, 1, (), soon.date() + 3 * DAY)
    asked_for = request_of(start_at=soon.astimezone(UTC), repeats=daily)
    series = booking.book(organiser=chen, request=asked_for, reference="b", now=datetime.now(UTC))
    first, *_ = vendor.detail(chen, series).meeting.occurrences
    clients.client_for(person=chen).series.cancel_occurrences(series.vendor_conference_id, [first.occurrence_id])
    syncing.sync_coming(tenant_id=series.tenant_id, now=datetime.now(UTC) + timedelta(minutes=2))
    told = mail_to(ANNA)
    assert told.subject.startswith("Changed: Weekly")
    assert "Not on " in words(told)
    assert "Before: " not in words(told)
    check(engines, told, series)


def test_a_day_that_february_lacks_is_named(vendor: Vendor, chen: User, engines: Engines) -> None:
    first = datetime.combine(datetime.now(BERLIN).date() + DAY, time(9), BERLIN)
    while first.day != 30:
        first += DAY
    until = first.date() + 364 * DAY
    monthly = Cycle(Unit.MONTH, 1, (30,), until)
    asked_for = request_of(start_at=first.astimezone(UTC), repeats=monthly)
    series = booking.book(organiser=chen, request=asked_for, reference="b", now=datetime.now(UTC))
    send_all(series)
    (short,) = (row.start_at.astimezone(BERLIN) for row in series.occurrences.all() if row.start_at.month == 2)
    with translation.override("en"):
        day = format_datetime.day(short.date(), today=datetime.now(BERLIN).date())
        text = build_invitation_text(
            series, language="en", phone_numbers=[], now=datetime.now(UTC), occurrences=list(series.occurrences.all())
        )
        page = build_meeting_page(series, chen, datetime.now(UTC), language="")
    sentence = f"On {day}, since that month lacks the day."
    assert sentence in words(mail_to(ANNA))
    assert sentence in text.splitlines()
    assert page.series
    assert page.series.last_instead == sentence
    check(engines, mail_to(ANNA), series)
