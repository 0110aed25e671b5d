"""Several meetings of a series that the portal keeps, changed or cancelled together, and told once."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import User
from meetings.errors import InvalidRequest, NotAllowed, WriteInProgress
from meetings.models import Meeting, PortalSeries, SeriesChange, VendorWrite
from meetings.recurrence import Rule
from meetings.requests import InviteeRequest
from meetings.services import series_changes, withdrawing
from notifications.models import Message
from tests.factories.booking_requests import same
from tests.factories.invitees import invite
from tests.factories.vendor import Vendor
from tests.flows.test_portal_series import FIRST, book, kinds, states, work

pytestmark = pytest.mark.django_db(transaction=True)

HOUR = timedelta(hours=1)


@pytest.fixture
def series(vendor: Vendor, chen: User) -> PortalSeries:
    """Every sixteen days, six times, of which nobody's mails count."""
    found = book(chen)
    work(found)
    found.refresh_from_db()
    Message.objects.all().delete()
    return found


def member(series: PortalSeries, number: int) -> Meeting:
    related = series.members.select_related("organiser", "tenant__application", "portal_series")
    return related.order_by("occurrences__original_start_at")[number]


def starts(series: PortalSeries) -> list[datetime]:
    return list(series.members.open().order_by("start_at").values_list("start_at", flat=True))


def days(*numbers: int, hours: int = 0) -> list[datetime]:
    return [FIRST.astimezone(UTC) + timedelta(days=16 * number, hours=hours) for number in numbers]


def theirs(vendor: Vendor, chen: User) -> list[datetime]:
    return sorted(detail.meeting.start_at for detail in vendor.details(chen) if detail.meeting.start_at)


def test_cancel_following_cancels_each_and_tells_once(vendor: Vendor, chen: User, series: PortalSeries) -> None:
    sent = len(vendor.sent("cancel"))
    series_changes.cancel_following(
        first=member(series, 3), by=chen, reference="c", now=datetime.now(UTC), note="Enough"
    )
    assert kinds() == []
    work(series)
    assert states(series) == [*["booked"] * 3, *["cancelled"] * 3]
    assert (theirs(vendor, chen), len(vendor.sent("cancel")) - sent) == (days(0, 1, 2), 3)
    assert kinds() == ["cancelled", "cancelled"]
    mail = Message.objects.get(recipient="anna@tuv.example")
    assert ("3 dates are cancelled." in mail.text, "Enough" in mail.text) == (True, True)
    assert mail.calendar_method == "REQUEST"


def test_cancel_following_from_the_first_cancels_all(vendor: Vendor, chen: User, series: PortalSeries) -> None:
    form = {"first": member(series, 0), "by": chen, "now": datetime.now(UTC)}
    change = series_changes.cancel_following(**form, reference="c")  # type: ignore[arg-type]
    work(series)
    assert (set(states(series)), theirs(vendor, chen)) == ({"cancelled"}, [])
    assert [message.calendar_method for message in Message.objects.all()] == ["CANCEL", "CANCEL"]
    again = series_changes.cancel_following(**form, reference="c")  # type: ignore[arg-type]
    assert (again, SeriesChange.objects.count()) == (change, 1)


def test_withdraw_tells_of_what_the_vendor_does_not_take_yet(
    vendor: Vendor, chen: User, long_series: PortalSeries
) -> None:
    withdrawing.withdraw(meeting=member(long_series, 5), by=chen, now=datetime.now(UTC))
    work(long_series)
    assert starts(long_series) == hundreds(*range(5))
    (mail,) = Message.objects.filter(recipient="anna@tuv.example")
    assert (mail.kind, mail.calendar_method) == ("cancelled", "REQUEST")


def test_cancel_following_tells_whoever_was_invited_to_one_alone(
    vendor: Vendor, chen: User, series: PortalSeries
) -> None:
    speaker = member(series, 4)
    invite(speaker, "speaker@tuv.example")
    series_changes.cancel_following(first=member(series, 3), by=chen, reference="c", now=datetime.now(UTC))
    work(series)
    told = sorted(Message.objects.values_list("recipient", flat=True))
    assert told == ["anna@tuv.example", chen.email, "speaker@tuv.example"]
    assert "1 date is cancelled." in Message.objects.get(recipient="speaker@tuv.example").text


def test_edit_following_moves_each_and_tells_once(vendor: Vendor, chen: User, series: PortalSeries) -> None:
    first, numbers = member(series, 2), set(series.members.values_list("vendor_conference_id", flat=True))
    request = same(first, start_at=first.start_at + HOUR, length_minutes=60, subject="Board, longer")
    series_changes.edit_following(first=first, by=chen, request=request, reference="e", now=datetime.now(UTC))
    work(series)
    wanted = [*days(0, 1), *days(2, 3, 4, 5, hours=1)]
    assert (starts(series), theirs(vendor, chen)) == (wanted, wanted)
    assert set(series.members.values_list("vendor_conference_id", flat=True)) == numbers
    assert kinds() == ["changed", "changed"]
    mail = Message.objects.get(recipient="anna@tuv.example")
    assert "4 dates have changed." in mail.text
    assert "Board, longer" in mail.text


def test_the_same_form_sent_again_is_the_first_change(vendor: Vendor, chen: User, series: PortalSeries) -> None:
    first = member(series, 2)
    request = same(first, start_at=first.start_at + HOUR)
    form = {"by": chen, "request": request, "reference": "e", "seen_at": first.changed_at}
    change = series_changes.edit_following(first=first, now=datetime.now(UTC), **form)  # type: ignore[arg-type]
    work(series)
    again = series_changes.edit_following(first=member(series, 2), now=datetime.now(UTC), **form)  # type: ignore[arg-type]
    assert (again, SeriesChange.objects.count()) == (change, 1)


@pytest.fixture
def long_series(vendor: Vendor, chen: User) -> PortalSeries:
    """Every hundred days, six times: the last two lie further ahead than the vendor takes bookings."""
    found = book(chen, repeats=Rule.from_rrule("FREQ=DAILY;INTERVAL=100;COUNT=6", first=FIRST))
    work(found)
    Message.objects.all().delete()
    return found


def hundreds(*numbers: int, hours: int = 0) -> list[datetime]:
    return [FIRST.astimezone(UTC) + timedelta(days=100 * number, hours=hours) for number in numbers]


@pytest.mark.parametrize("number", [1, 4])
def test_edit_following_changes_also_what_the_vendor_does_not_take_yet(
    vendor: Vendor, chen: User, long_series: PortalSeries, number: int
) -> None:
    first = member(long_series, number)
    request = same(first, start_at=first.start_at + HOUR, subject="Board")
    series_changes.edit_following(first=first, by=chen, request=request, reference="e", now=datetime.now(UTC))
    work(long_series)
    kept, moved = range(number), range(number, 6)
    assert starts(long_series) == [*hundreds(*kept), *hundreds(*moved, hours=1)]
    assert f"{6 - number} dates have changed." in Message.objects.get(recipient="anna@tuv.example").text
    (waiting, *_others) = VendorWrite.objects.open().order_by("-meeting__start_at")
    wanted = waiting.payload["wanted"]
    assert (wanted["subject"], datetime.fromisoformat(wanted["start_at"])) == ("Board", *hundreds(5, hours=1))


@pytest.mark.parametrize("number", [1, 4])
def test_cancel_following_tells_also_of_what_the_vendor_does_not_take_yet(
    vendor: Vendor, chen: User, long_series: PortalSeries, number: int
) -> None:
    series_changes.cancel_following(first=member(long_series, number), by=chen, reference="c", now=datetime.now(UTC))
    work(long_series)
    assert starts(long_series) == hundreds(*range(number))
    assert f"{6 - number} dates are cancelled." in Message.objects.get(recipient="anna@tuv.example").text


def test_edit_following_takes_along_again_what_it_moved_before(
    vendor: Vendor, chen: User, series: PortalSeries
) -> None:
    for number, hours in ((2, 1), (3, 2)):
        first = member(series, number)
        request = same(first, start_at=days(number, hours=hours)[0])
        form = {"by": chen, "request": request, "reference": f"e-{number}", "now": datetime.now(UTC)}
        series_changes.edit_following(first=first, **form)  # type: ignore[arg-type]
        work(series)
    assert starts(series) == [*days(0, 1), *days(2, hours=1), *days(3, 4, 5, hours=2)]


def test_edit_following_keeps_what_was_moved_for_itself(vendor: Vendor, chen: User, series: PortalSeries) -> None:
    moved = member(series, 3)
    moved.start_at += 3 * HOUR
    moved.save()
    moved.occurrences.update(start_at=moved.start_at, end_at=moved.end_at)
    first = member(series, 0)
    request = same(first, start_at=first.start_at + HOUR)
    series_changes.edit_following(first=first, by=chen, request=request, reference="e", now=datetime.now(UTC))
    work(series)
    assert starts(series) == [*days(0, 1, 2, hours=1), *days(3, hours=3), *days(4, 5, hours=1)]
    places = [row.original_start_at for member in series.members.all() for row in member.occurrences.all()]
    assert sorted(places) == [*days(0, 1, 2, hours=1), *days(3), *days(4, 5, hours=1)]


def test_edit_following_invites_who_is_new_and_tells_who_is_not(
    vendor: Vendor, chen: User, li: User, series: PortalSeries
) -> None:
    first = member(series, 4)
    request = same(first, invitees=(InviteeRequest(li.email, person=li),))
    series_changes.edit_following(first=first, by=chen, request=request, reference="e", now=datetime.now(UTC))
    work(series)
    told = {(message.kind, message.recipient) for message in Message.objects.all()}
    assert told == {("invitation", li.email), ("uninvited", "anna@tuv.example")}


def test_one_that_is_refused_stays_and_the_others_are_told(vendor: Vendor, chen: User, series: PortalSeries) -> None:
    vendor.refuse("edit", code="MMC.111071007")
    first = member(series, 3)
    request = same(first, start_at=first.start_at + HOUR)
    series_changes.edit_following(first=first, by=chen, request=request, reference="e", now=datetime.now(UTC))
    work(series)
    assert starts(series) == theirs(vendor, chen)
    assert sorted(starts(series)) != days(0, 1, 2, 3, 4, 5)
    assert "2 dates have changed." in Message.objects.get(recipient="anna@tuv.example").text


def test_it_is_refused_where_it_is_not_theirs_changes_nothing_or_another_is_on_its_way(
    vendor: Vendor, chen: User, li: User, series: PortalSeries
) -> None:
    first, now = member(series, 2), datetime.now(UTC)
    with pytest.raises(NotAllowed):
        series_changes.cancel_following(first=first, by=li, reference="a", now=now)
    with pytest.raises(InvalidRequest):
        series_changes.edit_following(first=first, by=chen, request=same(first), reference="b", now=now)
    assert not SeriesChange.objects.exists()
    series_changes.cancel_following(first=member(series, 4), by=chen, reference="c", now=now)
    with pytest.raises(WriteInProgress):
        series_changes.cancel_following(first=first, by=chen, reference="d", now=now)
    assert VendorWrite.objects.open().count() == 2
