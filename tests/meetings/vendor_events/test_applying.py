"""What the vendor tells of a meeting stands in our rows, whatever the order in which it comes."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Tenant, User
from accounts.vendor import clients
from meetings.models import Meeting, VendorEvent
from meetings.recurrence import Cycle, Unit
from meetings.services import booking, editing
from meetings.vendor_events import applying, storing, tasks
from meetings.writes import syncing
from notifications.models import Message
from tests.factories.booking_requests import asked, same, tomorrow
from tests.factories.vendor import Vendor
from tests.factories.vendor_events import body_of, info_of, post, subscribe
from tests.flows.actions import enqueued, forget_enqueued

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meeting(vendor: Vendor, chen: User, qingshan: Tenant) -> Meeting:
    forget_enqueued()
    subscribe(qingshan)
    return booking.book(organiser=chen, request=asked("anna@tuv.example"), reference="book", now=datetime.now(UTC))


def told(meeting: Meeting, *names: str) -> Meeting:
    """Post these events, have the worker do what they ask for, and return the row."""
    for name in names:
        info = info_of(name, conference_id=meeting.vendor_conference_id)
        assert post(body_of(info)).status_code == 200
    for task, arguments in enqueued():
        if task == "meetings.apply_events":
            tasks.apply_events(**arguments)
    return Meeting.objects.get(pk=meeting.pk)


def states() -> set[str]:
    return set(VendorEvent.objects.values_list("state", flat=True))


def mails(kind: str) -> int:
    return Message.objects.filter(kind=kind).count()


def test_started_and_ended(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    vendor.enter(meeting)
    assert told(meeting, "meeting.started").state == Meeting.State.RUNNING
    assert states() == {"applied"}
    vendor.end(chen, meeting)
    vendor_says = told(meeting, "meeting.end", "meeting.conclude")
    assert (vendor_says.state, vendor_says.ended_at is not None) == (Meeting.State.ENDED, True)
    assert mails("cancelled") == 0


def test_modified(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    start_at = tomorrow(30)
    vendor.change(chen, meeting, subject="Moved", start_at=start_at)
    changed = told(meeting, "meeting.modify")
    assert (changed.subject, changed.start_at, changed.occurrences.get().start_at) == (
        "Moved",
        start_at,
        start_at,
    )
    assert mails("changed") == 2


def test_cancelled_is_believed_at_once_where_the_vendor_has_it_no_more(
    vendor: Vendor, chen: User, meeting: Meeting
) -> None:
    assert told(meeting, "meeting.cancel").state == Meeting.State.BOOKED  # it is still there
    vendor.cancel_elsewhere(chen, meeting)
    assert told(meeting, "meeting.modify").state == Meeting.State.BOOKED  # one look that found nothing proves nothing
    assert told(meeting, "meeting.cancel").state == Meeting.State.CANCELLED
    assert mails("cancelled") == 2


@pytest.mark.parametrize(
    "order", list(itertools.permutations(["meeting.started", "meeting.modify", "meeting.cancel"]))
)
def test_the_order_does_not_matter(vendor: Vendor, chen: User, meeting: Meeting, order: tuple[str, ...]) -> None:
    vendor.cancel_elsewhere(chen, meeting)
    for name in order:
        told(meeting, name)
    assert Meeting.objects.get().state == Meeting.State.CANCELLED
    assert mails("cancelled") == 2


def test_several_events_are_one_reading(vendor: Vendor, meeting: Meeting, monkeypatch: pytest.MonkeyPatch) -> None:
    vendor.enter(meeting)
    read, read_anew = [], syncing.read_anew

    def count(meeting: Meeting, **options: Any) -> bool:
        read.append(meeting.pk)
        return read_anew(meeting, **options)

    monkeypatch.setattr(syncing, "read_anew", count)
    told(meeting, "meeting.started", "meeting.modify", "meeting.end")
    assert read == [meeting.pk]


def test_an_event_of_an_unknown_meeting_is_kept(vendor: Vendor, meeting: Meeting) -> None:
    post(body_of(info_of("meeting.started", conference_id="111111111")))
    told(meeting)
    assert states() == {"kept"}


def test_a_meeting_of_another_organisation_is_unknown(vendor: Vendor, meeting: Meeting, stranger: User) -> None:
    assert stranger.tenant is not None
    vendor.enter(meeting)
    subscribe(stranger.tenant, token="theirs", subscriber_id="theirs", subscriber_key="t" * 64)
    body = body_of(
        info_of("meeting.started", conference_id=meeting.vendor_conference_id), app_id="theirs", key="t" * 64
    )
    assert post(body, token="theirs").status_code == 200
    assert told(meeting).state == Meeting.State.BOOKED
    assert states() == {"kept"}


def test_it_waits_while_our_own_write_is_on_its_way(vendor: Vendor, chen: User, meeting: Meeting) -> None:
    vendor.lose_answer("edit")
    request = same(meeting, subject="New")
    editing.edit(meeting=meeting, by=chen, request=request, reference="edit", now=datetime.now(UTC))
    assert told(meeting, "meeting.modify").subject == "Roadmap"
    row = VendorEvent.objects.get()
    assert (row.state, row.attempts) == ("waiting", 1)
    assert row.next_attempt_at > datetime.now(UTC)


def test_it_is_tried_again_while_the_vendor_is_away_and_then_left(vendor: Vendor, meeting: Meeting) -> None:
    vendor.enter(meeting)
    vendor.go_away()
    told(meeting, "meeting.started")
    assert states() == {"waiting"}
    later = datetime.now(UTC) + timedelta(minutes=1)
    assert storing.sweep(now=later) == 1
    vendor.come_back()
    assert told(meeting).state == Meeting.State.RUNNING
    vendor.go_away()
    told(meeting, "meeting.end")
    for _ in range(9):
        applying.apply(tenant_id=meeting.tenant_id, conference_id=meeting.vendor_conference_id, now=later)
    assert states() == {"applied", "left"}


def test_a_worker_that_is_killed_leaves_it_to_the_next(
    vendor: Vendor, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    vendor.enter(meeting)
    for moment in ("_announced", "_finish"):
        with monkeypatch.context() as patch:
            patch.setattr(applying, moment, _die)
            with pytest.raises(SystemExit):
                told(meeting, "meeting.started")
        assert states() == {"waiting"}
        assert storing.sweep(now=datetime.now(UTC) + timedelta(minutes=1)) == 1
    assert told(meeting).state == Meeting.State.RUNNING
    assert states() == {"applied"}


def _die(*_: object) -> None:
    raise SystemExit


def test_one_of_a_series_is_cancelled(vendor: Vendor, chen: User, qingshan: Tenant) -> None:
    subscribe(qingshan)
    start_at = tomorrow(48)
    rule = Cycle(Unit.DAY, 1, (), start_at.astimezone(ZoneInfo("Asia/Shanghai")).date() + timedelta(days=2))
    request = asked(start_at=start_at, time_zone="Asia/Shanghai", repeats=rule)
    series = booking.book(organiser=chen, request=request, reference="series", now=datetime.now(UTC))
    first, *others = series.occurrences.order_by("start_at")
    elsewhere = clients.client_for(person=chen).series
    elsewhere.cancel_occurrences(series.vendor_conference_id, [first.vendor_sub_conference_id])
    changed = told(series, "meeting.cancel")
    assert changed.state == Meeting.State.BOOKED
    assert list(changed.occurrences.filter(is_cancelled=False).order_by("start_at")) == others
