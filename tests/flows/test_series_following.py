"""One occurrence of a series and all that follow: cancelled by one call, moved one by one, told once."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from meetings.errors import InvalidRequest, TooLate, WriteInProgress
from meetings.models import Meeting, VendorWrite
from meetings.services import occurrences, withdrawing
from notifications.models import Message
from tests.factories.vendor import Vendor
from tests.flows.test_series import FAULTS, START, Fault, book, days, edit_one, every_second_day, kinds, settle, theirs
from tests.flows.test_series import starts as starts_of

pytestmark = pytest.mark.django_db(transaction=True)

_HOUR = timedelta(hours=1)


@pytest.fixture
def series(vendor: Vendor, chen: User) -> Meeting:
    """Every second day at seven, five occurrences, of which nobody's mails count."""
    found = book(chen, repeats=every_second_day(5))
    Message.objects.all().delete()
    return found


def cancel(meeting: Meeting, chen: User, number: int, **fields: object) -> VendorWrite:
    row = meeting.occurrences.all()[number]
    write = occurrences.cancel_following(
        meeting=meeting,
        occurrence=row,
        by=chen,
        reference="cancel",
        now=datetime.now(UTC),
        **fields,  # type: ignore[arg-type]
    )
    return settle(write)


def move(
    meeting: Meeting, chen: User, number: int, start_at: datetime, length: int = 45, reference: str = "move"
) -> VendorWrite:
    row = meeting.occurrences.all()[number]
    write = occurrences.edit_following(
        meeting=meeting,
        occurrence=row,
        by=chen,
        start_at=start_at,
        length_minutes=length,
        reference=reference,
        now=datetime.now(UTC),
    )
    return settle_all(meeting, write)


def settle_all(meeting: Meeting, write: VendorWrite) -> VendorWrite:
    """What the workers do until no write of the series is open."""
    while found := VendorWrite.objects.open().filter(meeting=meeting).first():
        write = settle(found)
    return write


def calls(vendor: Vendor) -> dict[str, int]:
    """How often each was asked of the vendor."""
    names = ("create", "create_series", "edit", "edit_series", "cancel", "cancel_series")
    counted = {name: len(vendor.sent(name)) for name in (*names, "edit_occurrence", "cancel_occurrence")}
    return {name: count for name, count in counted.items() if count}


def since(vendor: Vendor, before: dict[str, int]) -> dict[str, int]:
    found = {name: count - before.get(name, 0) for name, count in calls(vendor).items()}
    return {name: count for name, count in found.items() if count}


def test_cancel_following_ends_the_series_by_one_call(vendor: Vendor, chen: User, series: Meeting) -> None:
    before, conference = calls(vendor), series.vendor_conference_id
    assert cancel(series, chen, 3, note="Enough").state == VendorWrite.State.DONE
    assert since(vendor, before) == {"cancel_occurrence": 1}
    assert starts_of(series) == theirs(vendor, chen, series) == days(0, 2, 4)
    series.refresh_from_db()
    assert (series.state, series.vendor_conference_id) == (Meeting.State.BOOKED, conference)
    assert kinds() == ["cancelled", "cancelled"]
    mail = Message.objects.get(recipient="anna@tuv.example")
    assert ("2 dates are cancelled." in mail.text, "Enough" in mail.text) == (True, True)
    assert "All other dates stay as they are." in mail.text


def test_cancel_following_from_the_first_cancels_the_whole(vendor: Vendor, chen: User, series: Meeting) -> None:
    cancel(series, chen, 0)
    series.refresh_from_db()
    assert (series.state, starts_of(series), vendor.details(chen)) == (Meeting.State.CANCELLED, [], [])
    assert kinds() == ["cancelled", "cancelled"]


def test_cancel_following_tells_nobody_where_asked_so(vendor: Vendor, chen: User, series: Meeting) -> None:
    cancel(series, chen, 3, tell=False)
    assert [message.recipient for message in Message.objects.all()] == [chen.email]


@FAULTS
def test_cancel_following_is_done_once_where_the_answer_is_lost(
    vendor: Vendor, chen: User, series: Meeting, fault: Fault
) -> None:
    before = calls(vendor)
    fault(vendor, "cancel_occurrence")
    assert cancel(series, chen, 3).state == VendorWrite.State.DONE
    assert since(vendor, before) == {"cancel_occurrence": 1}
    assert starts_of(series) == theirs(vendor, chen, series) == days(0, 2, 4)


def test_edit_following_moves_each_and_tells_once(vendor: Vendor, chen: User, series: Meeting) -> None:
    before, conference = calls(vendor), series.vendor_conference_id
    move(series, chen, 2, START + timedelta(days=4) + _HOUR, length=60)
    assert since(vendor, before) == {"edit_occurrence": 3}
    wanted = [*days(0, 2), *days(4, 6, 8, hours=1)]
    assert starts_of(series) == theirs(vendor, chen, series) == wanted
    series.refresh_from_db()
    assert series.vendor_conference_id == conference
    assert kinds() == ["changed", "changed"]
    mail = Message.objects.get(recipient="anna@tuv.example")
    assert "3 dates have changed." in mail.text
    assert mail.text.count("08:00–09:00") >= 3


def test_edit_following_leaves_those_that_were_changed_for_themselves(
    vendor: Vendor, chen: User, series: Meeting
) -> None:
    edit_one(series, chen, 3, START + timedelta(days=6, hours=4))
    move(series, chen, 2, START + timedelta(days=4) + _HOUR)
    assert starts_of(series) == [*days(0, 2), *days(4, hours=1), *days(6, hours=4), *days(8, hours=1)]


def test_edit_following_takes_along_again_what_it_moved_before(vendor: Vendor, chen: User, series: Meeting) -> None:
    edit_one(series, chen, 3, START + timedelta(days=6, hours=4))
    move(series, chen, 1, START + timedelta(days=2) + _HOUR, length=60)
    move(series, chen, 2, START + timedelta(days=4) + 2 * _HOUR, length=30, reference="again")
    wanted = [*days(0), *days(2, hours=1), *days(4, hours=2), *days(6, hours=4), *days(8, hours=2)]
    assert starts_of(series) == theirs(vendor, chen, series) == wanted


def test_edit_following_goes_on_with_the_others_where_one_is_refused(
    vendor: Vendor, chen: User, series: Meeting
) -> None:
    vendor.refuse("edit_occurrence", code="MMC.111071119")
    row = series.occurrences.all()[2]
    wanted = {"start_at": row.start_at + _HOUR, "length_minutes": 45, "reference": "move", "now": datetime.now(UTC)}
    with pytest.raises(Exception, match="between the date before"):
        occurrences.edit_following(meeting=series, occurrence=row, by=chen, **wanted)  # type: ignore[arg-type]
    settle_all(series, series.writes.latest("pk"))
    # The last goes first, so that it stands in nobody's way.
    assert starts_of(series) == theirs(vendor, chen, series) == [*days(0, 2), *days(4, 6, hours=1), *days(8)]
    assert "2 dates have changed." in Message.objects.get(recipient="anna@tuv.example").text


def test_edit_following_that_is_withdrawn_tells_of_what_has_moved(vendor: Vendor, chen: User, series: Meeting) -> None:
    row, now = series.occurrences.all()[2], datetime.now(UTC)
    occurrences.edit_following(
        meeting=series,
        occurrence=row,
        by=chen,
        start_at=row.start_at + _HOUR,
        length_minutes=45,
        reference="m",
        now=now,
    )
    assert kinds() == []
    withdrawing.withdraw(meeting=series, by=chen, now=now)
    assert starts_of(series) == [*days(0, 2, 4, 6), *days(8, hours=1)]
    assert "One date has changed." in Message.objects.get(recipient="anna@tuv.example").text


def test_following_changes_nothing_that_is_over_or_would_be(vendor: Vendor, chen: User, series: Meeting) -> None:
    row, now = series.occurrences.all()[1], datetime.now(UTC)
    form = {"meeting": series, "occurrence": row, "by": chen, "now": now, "length_minutes": 45}
    with pytest.raises(InvalidRequest, match="nothing would change"):
        occurrences.edit_following(**form, start_at=row.start_at, reference="a")  # type: ignore[arg-type]
    with pytest.raises(InvalidRequest, match="past"):
        occurrences.edit_following(**form, start_at=now - _HOUR, reference="b")  # type: ignore[arg-type]
    late = form | {"now": row.start_at + timedelta(minutes=1)}
    with pytest.raises(TooLate):
        occurrences.edit_following(**late, start_at=row.start_at + _HOUR, reference="c")  # type: ignore[arg-type]
    VendorWrite.objects.filter(meeting=series).update(state=VendorWrite.State.PLANNED)
    with pytest.raises(WriteInProgress):
        occurrences.edit_following(**form, start_at=row.start_at + _HOUR, reference="d")  # type: ignore[arg-type]
