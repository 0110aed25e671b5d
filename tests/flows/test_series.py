"""Series: once at the vendor, true here, told once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from accounts.vendor import clients
from hwmeeting import OccurrenceRequest
from meetings.errors import BookingRefused, MeetingError, NotAllowed, TooLate, WriteInProgress
from meetings.models import Meeting, Occurrence, VendorWrite
from meetings.recurrence import Cycle, Unit
from meetings.requests import BookingRequest
from meetings.services import booking, cancelling, editing, occurrences, withdrawing
from meetings.writes import reconciling, sending, syncing
from meetings.writes.payloads import WantedMeeting
from notifications.models import Message
from tests.factories.booking_requests import asked
from tests.factories.vendor import Vendor
from tests.factories.writes import send_all

pytestmark = pytest.mark.django_db(transaction=True)

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
# Seven in the morning in Shanghai is the day before in UTC.
FIRST = datetime.now(SHANGHAI).date() + timedelta(days=3)
START = datetime.combine(FIRST, time(7), SHANGHAI).astimezone(UTC)
Fault = Callable[[Vendor, str], None]
FAULTS = pytest.mark.parametrize("fault", [Vendor.lose_answer, Vendor.cut_before])


def every_second_day(count: int = 4) -> Cycle:
    return Cycle(Unit.DAY, 2, (), FIRST + timedelta(days=2 * (count - 1)))


def request_of(**fields: object) -> BookingRequest:
    return asked("anna@tuv.example", **({"start_at": START, "repeats": every_second_day()} | fields))


def book(chen: User, reference: str = "book", **fields: object) -> Meeting:
    return booking.book(organiser=chen, request=request_of(**fields), reference=reference, now=datetime.now(UTC))


@pytest.fixture
def series(vendor: Vendor, chen: User) -> Meeting:
    """Every second day at seven, four occurrences."""
    return book(chen)


def starts(meeting: Meeting) -> list[datetime]:
    """Of the occurrences that are not cancelled here."""
    return list(meeting.occurrences.held().values_list("start_at", flat=True))


def theirs(vendor: Vendor, chen: User, meeting: Meeting) -> list[datetime | None]:
    return [one.start_at for one in vendor.detail(chen, meeting).meeting.occurrences]


def days(*numbers: int, hours: int = 0) -> list[datetime]:
    return [START + timedelta(days=number, hours=hours) for number in numbers]


def kinds() -> list[str]:
    return sorted(Message.objects.values_list("kind", flat=True))


def same(meeting: Meeting, **fields: object) -> BookingRequest:
    known = WantedMeeting.of_meeting(meeting)
    kept = {"subject": known.subject, "start_at": known.start_at, "guest_password": known.guest_password}
    return request_of(**(kept | fields))


def edit(meeting: Meeting, chen: User, reference: str = "edit", **fields: object) -> VendorWrite:
    request = same(meeting, **fields)
    return editing.edit(meeting=meeting, by=chen, request=request, reference=reference, now=datetime.now(UTC))


def edit_one(meeting: Meeting, chen: User, number: int, start_at: datetime, length: int = 45) -> VendorWrite:
    return occurrences.edit(
        meeting=meeting,
        occurrence=meeting.occurrences.all()[number],
        by=chen,
        start_at=start_at,
        length_minutes=length,
        reference=f"edit-{number}",
        now=datetime.now(UTC),
    )


def cancel_one(meeting: Meeting, chen: User, number: int, note: str = "") -> VendorWrite:
    row = meeting.occurrences.all()[number]
    return occurrences.cancel(
        meeting=meeting, occurrence=row, by=chen, reference=f"cancel-{row.pk}", now=datetime.now(UTC), note=note
    )


def settle(write: VendorWrite) -> VendorWrite:
    """What the worker does until it is clear."""
    for _ in range(8):
        if not write.is_open:
            break
        assert write.next_attempt_at is not None
        now = max(write.next_attempt_at, datetime.now(UTC))
        if write.state == VendorWrite.State.PLANNED:
            write = sending.send(write_id=write.pk, now=now)
        else:
            write = reconciling.reconcile(write_id=write.pk, now=now)
    return write


def sync(meeting: Meeting, *, minutes: int = 1) -> Meeting:
    now = datetime.now(UTC) + timedelta(minutes=minutes)
    syncing.sync_coming(tenant_id=meeting.tenant_id, now=now)
    return Meeting.objects.get(pk=meeting.pk)


def test_book_makes_one_series(vendor: Vendor, chen: User, series: Meeting) -> None:
    assert (series.state, len(vendor.sent("create_series")), vendor.sent("create")) == ("booked", 1, [])
    assert starts(series) == theirs(vendor, chen, series) == days(0, 2, 4, 6)
    assert (series.start_at, series.length_minutes) == (START, 45)
    (sent,) = vendor.sent("create_series")
    assert (sent["cycleParams"]["startDate"], sent["startTime"]) == (str(FIRST), f"{START:%Y-%m-%d %H:%M}")
    assert series.recurrence == every_second_day()
    assert kinds() == ["invitation", "own"]
    ids = [one.occurrence_id for one in vendor.detail(chen, series).meeting.occurrences]
    assert list(series.occurrences.values_list("vendor_sub_conference_id", flat=True)) == ids


def test_book_begins_with_the_first_occurrence_of_the_rule(vendor: Vendor, chen: User) -> None:
    weekday = (FIRST + DAY).isoweekday() % 7
    series = book(chen, repeats=Cycle(Unit.WEEK, 1, (weekday,), FIRST + timedelta(days=16)))
    assert starts(series) == theirs(vendor, chen, series) == days(1, 8, 15)


@pytest.mark.parametrize(
    ("repeats", "sentence"),
    [
        (Cycle(Unit.DAY, 1, (), FIRST + timedelta(days=50)), "This makes 51 meetings; 50 is the most."),
        (Cycle(Unit.DAY, 16, (), FIRST + timedelta(days=50)), "A whole number from 1 to 15, please."),
        (Cycle(Unit.DAY, 1, (), FIRST - DAY), "No date of the series lies between its start and its end."),
        (Cycle(Unit.WEEK, 1, (), FIRST + DAY), "Choose at least one day."),
        (Cycle(Unit.MONTH, 3, (1,), FIRST + timedelta(days=400)), "A series lasts a year at most."),
    ],
)
def test_book_refuses_a_rule(vendor: Vendor, chen: User, repeats: Cycle, sentence: str) -> None:
    with pytest.raises(MeetingError) as refusal:
        book(chen, repeats=repeats)
    assert refusal.value.sentence.startswith(sentence)
    assert (vendor.sent("create_series"), Meeting.objects.count()) == ([], 0)


def test_book_in_a_zone_that_the_vendor_does_not_know(vendor: Vendor, chen: User) -> None:
    """UTC start, and the number of a zone with the same clock that day."""
    zone = ZoneInfo("Asia/Macau")
    start_at = datetime.combine(FIRST, time(7), zone).astimezone(UTC)
    series = book(chen, start_at=start_at, time_zone="Asia/Macau")
    assert starts(series) == theirs(vendor, chen, series) == days(0, 2, 4, 6)


@pytest.mark.parametrize("reading", ["zone", "utc"])
def test_the_time_of_day_stays_over_a_change_of_clocks(vendor: Vendor, chen: User, reading: str) -> None:
    """What the vendor holds an hour off is moved, one after the other, before anybody is told."""
    vendor.assume(occurrence_time=reading)
    berlin = ZoneInfo("Europe/Berlin")
    spring = next(
        day
        for day in (FIRST + timedelta(days=number) for number in range(8, 360))
        if datetime.combine(day, time(12), berlin).dst() != datetime.combine(day + DAY, time(12), berlin).dst()
    )
    start_at = datetime.combine(spring, time(9), berlin)
    series = book(chen, start_at=start_at, time_zone="Europe/Berlin", repeats=Cycle(Unit.DAY, 1, (), spring + 2 * DAY))
    expected = [datetime.combine(spring + number * DAY, time(9), berlin).astimezone(UTC) for number in range(3)]
    assert starts(series) == expected
    assert kinds() == ([] if reading == "utc" else ["invitation", "own"])
    send_all(series)
    assert starts(series) == theirs(vendor, chen, series) == expected
    assert kinds() == ["invitation", "own"]
    assert not any(row.is_changed for row in series.occurrences.all())
    assert starts(sync(series)) == expected
    # A change of the whole puts them back at the vendor, and not here.
    write = edit(series, chen, subject="Renamed", time_zone="Europe/Berlin", repeats=series.recurrence)
    send_all(write.meeting)
    assert starts(series) == theirs(vendor, chen, series) == expected


def test_the_time_that_the_vendor_insists_on_is_told(vendor: Vendor, chen: User) -> None:
    vendor.assume(occurrence_time="utc")
    berlin = ZoneInfo("Europe/Berlin")
    spring = next(
        day
        for day in (FIRST + timedelta(days=number) for number in range(8, 360))
        if datetime.combine(day, time(12), berlin).dst() != datetime.combine(day + DAY, time(12), berlin).dst()
    )
    start_at = datetime.combine(spring, time(9), berlin)
    series = book(chen, start_at=start_at, time_zone="Europe/Berlin", repeats=Cycle(Unit.DAY, 1, (), spring + 2 * DAY))
    vendor.refuse("edit_occurrence", code="MMC.111071119")
    send_all(series)
    assert starts(series) == theirs(vendor, chen, series)
    apart = [second - first for first, second in zip(starts(series), starts(series)[1:], strict=False)]
    assert apart != [DAY, DAY]
    assert kinds() == ["invitation", "own"]


def test_other_occurrences_than_meant_are_shown_as_they_are(vendor: Vendor, chen: User, series: Meeting) -> None:
    """Weeks that begin on another day, for example: the vendor's answer is the truth."""
    Occurrence.objects.filter(meeting=series, original_start_at=START + 2 * DAY).delete()
    Occurrence.objects.create(meeting=series, start_at=START + DAY, end_at=START + DAY, original_start_at=START + DAY)
    series.occurrences.update(vendor_sub_conference_id="")
    Meeting.objects.filter(pk=series.pk).update(changed_at=datetime.now(UTC) - timedelta(hours=1))
    synced = sync(series)
    assert starts(synced) == theirs(vendor, chen, series) == days(0, 2, 4, 6)


@FAULTS
def test_a_booking_unconfirmed(vendor: Vendor, chen: User, fault: Fault) -> None:
    fault(vendor, "create_series")
    meeting = book(chen)
    assert (meeting.state, kinds()) == ("requested", [])
    write = settle(meeting.writes.get())
    assert (write.state, write.meeting.state, len(vendor.details(chen))) == ("done", "booked", 1)
    assert starts(meeting) == theirs(vendor, chen, write.meeting) == days(0, 2, 4, 6)
    assert meeting.occurrences.exclude(vendor_sub_conference_id="").count() == 4
    assert kinds() == ["invitation", "own"]


def test_a_booking_unconfirmed_that_is_withdrawn_is_taken_away_again(vendor: Vendor, chen: User) -> None:
    vendor.lose_answer("create_series")
    meeting = book(chen)
    withdrawing.withdraw(meeting=meeting, by=chen, now=datetime.now(UTC))
    write = settle(VendorWrite.objects.get(kind="cancel"))
    assert (write.state, vendor.details(chen), kinds()) == ("done", [], [])


def test_edit_makes_it_another_series(vendor: Vendor, chen: User, series: Meeting) -> None:
    rule = replace(every_second_day(), interval=3)
    write = edit(series, chen, subject="Roadmap 2", start_at=START + timedelta(hours=1), repeats=rule)
    changed = Meeting.objects.get(pk=series.pk)
    assert (write.state, changed.subject, changed.recurrence) == ("done", "Roadmap 2", rule)
    assert starts(changed) == theirs(vendor, chen, series) == days(0, 3, 6, hours=1)
    assert set(changed.occurrences.values_list("original_start_at", flat=True)) == set(days(0, 3, 6, hours=1))
    assert changed.start_at == START + timedelta(hours=1)
    assert len(vendor.sent("edit_series")) == 1
    assert kinds() == ["changed", "changed", "invitation", "own"]


@pytest.mark.parametrize("reading", ["renews", "keeps"])
def test_after_a_change_of_the_whole_changed_occurrences_are_as_they_were(
    vendor: Vendor, chen: User, series: Meeting, reading: str
) -> None:
    vendor.assume(series_edit=reading)
    edit_one(series, chen, 1, START + 3 * DAY)
    cancel_one(series, chen, 3)
    edit(Meeting.objects.get(pk=series.pk), chen, subject="Roadmap 2")
    assert starts(series) == days(0, 3, 4)
    while write := series.writes.filter(finished_at=None).first():
        settle(write)
    assert starts(series) == theirs(vendor, chen, series) == days(0, 3, 4)


@FAULTS
def test_an_edit_unconfirmed(vendor: Vendor, chen: User, series: Meeting, fault: Fault) -> None:
    fault(vendor, "edit_series")
    write = edit(series, chen, start_at=START + timedelta(hours=2))
    assert (write.state, starts(series)) == ("unconfirmed", days(0, 2, 4, 6))
    write = settle(write)
    assert (write.state, starts(series)) == ("done", days(0, 2, 4, 6, hours=2))
    assert theirs(vendor, chen, series) == days(0, 2, 4, 6, hours=2)
    assert kinds() == ["changed", "changed", "invitation", "own"]


def test_edit_of_a_series_that_has_begun(vendor: Vendor, chen: User, series: Meeting) -> None:
    """The vendor's no is put in words that hold for a series."""
    vendor.refuse("edit_series", code="MMC.111071065")
    with pytest.raises(BookingRefused, match="changes no series that has begun"):
        edit(series, chen, subject="Late")
    assert starts(series) == days(0, 2, 4, 6)


def test_a_single_meeting_becomes_no_series(vendor: Vendor, chen: User, series: Meeting) -> None:
    with pytest.raises(MeetingError, match="nor a series a single one"):
        edit(series, chen, repeats=None)


def test_edit_moves_one_occurrence(vendor: Vendor, chen: User, series: Meeting) -> None:
    write = edit_one(series, chen, 1, START + 3 * DAY, length=30)
    assert (write.kind, write.state) == ("edit_occurrence", "done")
    assert starts(series) == theirs(vendor, chen, series) == days(0, 3, 4, 6)
    row = series.occurrences.get(original_start_at=START + 2 * DAY)
    assert (row.start_at, row.end_at) == (START + 3 * DAY, START + 3 * DAY + timedelta(minutes=30))
    assert kinds() == ["changed", "changed", "invitation", "own"]
    mail = Message.objects.filter(kind="changed", recipient="anna@tuv.example").get()
    assert "Only this date has moved." in mail.text


def test_move_keeps_the_options_of_the_series(vendor: Vendor, chen: User) -> None:
    series = book(chen, has_waiting_room=True, guests_may_start=False)
    edit_one(series, chen, 0, START + timedelta(hours=3))
    config = vendor.detail(chen, series).meeting.occurrences[0].config
    assert config is not None
    assert (config.waiting_room, config.guests_may_start) == (True, False)


def test_move_beyond_its_neighbours_is_the_vendors_no(vendor: Vendor, chen: User, series: Meeting) -> None:
    with pytest.raises(BookingRefused, match="only between the date before it and the one after it"):
        edit_one(series, chen, 1, START + 5 * DAY)
    assert starts(series) == theirs(vendor, chen, series) == days(0, 2, 4, 6)


@FAULTS
def test_a_move_unconfirmed(vendor: Vendor, chen: User, series: Meeting, fault: Fault) -> None:
    fault(vendor, "edit_occurrence")
    write = edit_one(series, chen, 1, START + 3 * DAY)
    assert (write.state, starts(series)) == ("unconfirmed", days(0, 2, 4, 6))
    write = settle(write)
    assert (write.state, starts(series)) == ("done", days(0, 3, 4, 6))
    assert theirs(vendor, chen, series) == days(0, 3, 4, 6)
    assert kinds() == ["changed", "changed", "invitation", "own"]


def test_cancel_cancels_one_occurrence(vendor: Vendor, chen: User, series: Meeting) -> None:
    write = cancel_one(series, chen, 0, note="On holiday.")
    assert (write.kind, write.state) == ("cancel_occurrence", "done")
    assert starts(series) == theirs(vendor, chen, series) == days(2, 4, 6)
    changed = Meeting.objects.get(pk=series.pk)
    assert (changed.state, changed.start_at) == ("booked", START + 2 * DAY)
    mail = Message.objects.filter(kind="cancelled", recipient="anna@tuv.example").get()
    assert "On holiday." in mail.text
    assert "All other dates stay as they are." in " ".join(mail.text.split())


@FAULTS
def test_a_cancelled_occurrence_unconfirmed(vendor: Vendor, chen: User, series: Meeting, fault: Fault) -> None:
    fault(vendor, "cancel_occurrence")
    write = cancel_one(series, chen, 2)
    assert (write.state, starts(series)) == ("unconfirmed", days(0, 2, 4, 6))
    write = settle(write)
    assert (write.state, starts(series)) == ("done", days(0, 2, 6))
    assert theirs(vendor, chen, series) == days(0, 2, 6)
    assert kinds() == ["cancelled", "cancelled", "invitation", "own"]


@pytest.mark.parametrize("fault", [None, Vendor.lose_answer])
def test_with_its_last_occurrence_a_series_is_cancelled(vendor: Vendor, chen: User, fault: Fault | None) -> None:
    series = book(chen, repeats=every_second_day(1))
    if fault:
        fault(vendor, "cancel_occurrence")
    write = settle(cancel_one(series, chen, 0))
    assert (write.state, write.meeting.state, vendor.details(chen)) == ("done", "cancelled", [])


@FAULTS
def test_a_cancellation_unconfirmed(vendor: Vendor, chen: User, series: Meeting, fault: Fault) -> None:
    fault(vendor, "cancel_series")
    write = cancelling.cancel(meeting=series, by=chen, reference="cancel", now=datetime.now(UTC))
    assert (write.state, starts(series)) == ("unconfirmed", days(0, 2, 4, 6))
    write = settle(write)
    assert (write.state, write.meeting.state, starts(series)) == ("done", "cancelled", [])
    assert (vendor.details(chen), kinds()) == ([], ["cancelled", "cancelled", "invitation", "own"])


def test_one_write_at_a_time(vendor: Vendor, chen: User, series: Meeting) -> None:
    vendor.go_away()
    assert edit_one(series, chen, 1, START + 3 * DAY).state == VendorWrite.State.PLANNED
    with pytest.raises(WriteInProgress):
        cancel_one(series, chen, 2)
    withdrawing.withdraw(meeting=series, by=chen, now=datetime.now(UTC))
    vendor.come_back()
    assert cancel_one(series, chen, 2).state == VendorWrite.State.DONE
    assert theirs(vendor, chen, series) == days(0, 2, 6)


def test_two_clicks_move_once(vendor: Vendor, chen: User, series: Meeting) -> None:
    first = edit_one(series, chen, 1, START + 3 * DAY)
    assert edit_one(series, chen, 1, START + 3 * DAY).pk == first.pk
    assert len(vendor.sent("edit_occurrence")) == 1


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"start_at": START - DAY, "end_at": START - DAY + timedelta(minutes=45)}, "This date is over"),
        (
            {"start_at": datetime.now(UTC) - timedelta(minutes=5), "end_at": datetime.now(UTC) + timedelta(hours=2)},
            "This date has begun",
        ),
        ({"is_cancelled": True}, "This date was cancelled already"),
    ],
)
def test_what_has_begun_is_over_or_off_stays(
    vendor: Vendor, chen: User, series: Meeting, change: dict[str, object], refusal: str
) -> None:
    if "over" in refusal:
        long_ago = datetime.now(UTC) - 2 * DAY
        change = {"start_at": long_ago, "end_at": long_ago + timedelta(minutes=45)}
    row = series.occurrences.all()[0]
    Occurrence.objects.filter(pk=row.pk).update(**change)
    row.refresh_from_db()
    now = datetime.now(UTC)
    with pytest.raises(TooLate, match=refusal):
        occurrences.cancel(meeting=series, occurrence=row, by=chen, reference="a", now=now)
    with pytest.raises(TooLate, match=refusal):
        occurrences.edit(
            meeting=series, occurrence=row, by=chen, start_at=START, length_minutes=60, reference="b", now=now
        )
    assert (vendor.sent("edit_occurrence"), vendor.sent("cancel_occurrence")) == ([], [])


def test_an_occurrence_of_somebody_elses_series(vendor: Vendor, chen: User, li: User, series: Meeting) -> None:
    row = series.occurrences.all()[0]
    with pytest.raises(NotAllowed):
        occurrences.cancel(meeting=series, occurrence=row, by=li, reference="a", now=datetime.now(UTC))
    own = booking.book(organiser=li, request=request_of(), reference="own", now=datetime.now(UTC))
    with pytest.raises(NotAllowed):
        occurrences.cancel(meeting=own, occurrence=row, by=li, reference="b", now=datetime.now(UTC))


def test_sync_follows_occurrences_that_were_moved_and_cancelled_elsewhere(
    vendor: Vendor, chen: User, series: Meeting
) -> None:
    client = clients.client_for(person=chen).series
    found = vendor.detail(chen, series).meeting.occurrences
    client.cancel_occurrences(series.vendor_conference_id, [found[2].occurrence_id])
    moved = OccurrenceRequest.from_occurrence(found[1], start_at=START + 3 * DAY, length_minutes=45)
    client.edit_occurrence(series.vendor_conference_id, moved)
    synced = sync(series)
    assert starts(synced) == days(0, 3, 6)
    assert synced.occurrences.get(is_cancelled=True).original_start_at == START + 4 * DAY
    assert synced.occurrences.get(start_at=START + 3 * DAY).original_start_at == START + 2 * DAY
    assert kinds() == ["changed", "changed", "invitation", "own"]
    assert sync(series, minutes=3).ical_sequence == synced.ical_sequence == 1


def test_sync_with_nothing_new(vendor: Vendor, series: Meeting) -> None:
    synced = sync(series)
    assert (synced.state, synced.changed_at, synced.ical_sequence) == ("booked", series.changed_at, 0)


def test_sync_of_a_series_that_is_gone(vendor: Vendor, chen: User, series: Meeting) -> None:
    clients.client_for(person=chen).series.cancel(series.vendor_conference_id)
    for number in range(syncing.MISSING_BEFORE_GONE):
        synced = sync(series, minutes=1 + number)
    assert (synced.state, starts(synced)) == ("cancelled", [])


def test_the_occurrence_that_is_over_gives_way_to_the_next(vendor: Vendor, chen: User, series: Meeting) -> None:
    """The vendor's clock passes the first occurrence: nobody is told, and the meeting stands on its second."""
    vendor.forward(int((START + timedelta(hours=1) - datetime.now(UTC)).total_seconds()))
    now = START + timedelta(hours=1)
    syncing.sync_coming(tenant_id=series.tenant_id, now=now)
    synced = Meeting.objects.get(pk=series.pk)
    assert (synced.state, synced.start_at) == ("booked", START + 2 * DAY)
    assert starts(synced) == days(0, 2, 4, 6)
    assert kinds() == ["invitation", "own"]


def test_a_year_of_months(vendor: Vendor, chen: User) -> None:
    first = date(FIRST.year + 1, 1, 31)
    start_at = datetime.combine(first, time(7), SHANGHAI)
    rule = Cycle(Unit.MONTH, 1, (31,), date(FIRST.year + 1, 12, 31))
    series = book(chen, start_at=start_at, repeats=rule)
    assert starts(series) == theirs(vendor, chen, series)
    assert len(starts(series)) == 12
    assert starts(series)[1].astimezone(SHANGHAI).day in {28, 29}
