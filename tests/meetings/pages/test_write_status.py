"""The status banner: what became of a write, what can be done, when the page asks again."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from meetings.models import Meeting, VendorWrite
from meetings.pages.write_status import StatusBanner, build_status_banner, pause_of, write_state
from meetings.writes.kinds.cancel_occurrence import CancelOccurrencePayload
from meetings.writes.kinds.edit_occurrence import EditOccurrencePayload
from meetings.writes.payloads import WantedTimes
from tests.factories.booking_form import NOW
from tests.factories.fixtures import MakeMeeting, MakeSeries
from tests.factories.writes import make_write

pytestmark = pytest.mark.usefixtures("on_thursday")
DAY = timedelta(days=1)


def banner_of(meeting: Meeting, *, mailed: int = 0) -> StatusBanner | None:
    """Return the banner about the newest write of ``meeting``."""
    write = meeting.writes.order_by("-created_at", "-pk").first()
    with translation.override("en"):
        return build_status_banner(meeting, write, zone=meeting.organiser.zone, now=NOW, mailed=mailed)


def unclear(fields: dict[str, str], **banner: Any) -> Any:
    return pytest.param(fields, banner, id="-".join(fields.values()))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        unclear(
            {"state": "requested", "write": "sent"},
            tone="info",
            title="We are booking your meeting.",
            text="This takes a few seconds. You can leave this page; it will be finished either way.",
            act="",
        ),
        unclear(
            {"state": "requested", "write": "planned"},
            tone="info",
            title="Your booking is waiting for the meeting service.",
            text="We try until Fri 15 May, 09:38 and send you a mail when it is clear.",
            act="withdraw",
        ),
        unclear(
            {"state": "requested", "write": "unconfirmed"},
            tone="warn",
            title="We do not know yet whether it was booked.",
            text="We are checking and will not book it twice. You get a mail when it is clear, usually within two"
            " minutes.",
            act="withdraw",
        ),
        unclear(
            {"state": "refused", "write": "refused", "error_code": "MMC.111070005"},
            tone="bad",
            title="Not booked.",
            act="another_time",
            polls_after=0,
        ),
        unclear(
            {"state": "cancelled", "write": "withdrawn", "vendor_conference_id": ""},
            tone="",
            title="Withdrawn.",
            text="It was never booked, so nobody has been told.",
            act="again",
            polls_after=0,
        ),
        unclear(
            {"kind": "edit", "write": "planned"},
            tone="info",
            title="Your change is waiting for the meeting service.",
            text="Until then everybody sees the meeting as it was.",
            act="withdraw",
        ),
        unclear(
            {"kind": "edit", "write": "unconfirmed"},
            tone="warn",
            title="We do not know yet whether the change was taken.",
            act="",
        ),
        unclear(
            {"kind": "edit", "write": "refused", "error_code": "MMC.111070005"},
            tone="bad",
            title="Not changed; everything is as before.",
            act="edit",
            polls_after=0,
        ),
        unclear(
            {"kind": "cancel", "write": "sent"},
            tone="info",
            title="We are cancelling the meeting.",
            text="Until then the meeting can still be joined.",
            act="",
        ),
        unclear(
            {"kind": "cancel", "write": "unconfirmed"},
            tone="warn",
            title="We do not know yet whether it was cancelled.",
            act="",
        ),
    ],
)
def test_each_unclear_state_says_what_happens_next(
    make_meeting: MakeMeeting, fields: dict[str, str], expected: dict[str, Any]
) -> None:
    banner = banner_of(make_meeting(**fields))
    expected = {"polls_after": 10} | expected
    assert {name: getattr(banner, name) for name in expected} == expected


def test_where_several_could_be_it_somebody_else_decides(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(state="requested", write="unconfirmed")
    meeting.writes.update(candidates=["1", "2"], created_at=NOW)
    banner = banner_of(meeting)
    assert banner is not None
    assert banner.text == (
        "Several meetings at the meeting service could be it. An administrator has to say which one is."
    )
    assert (banner.act, banner.polls_after) == ("withdraw", 10)


def test_without_a_write_there_is_no_banner(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting()
    meeting.writes.all().delete()
    assert banner_of(meeting) is None


@pytest.mark.parametrize(
    ("mailed", "tells", "text"),
    [
        (2, True, "2 people are getting their mail now."),
        (1, True, "One person is getting a mail now."),
        (0, True, "Nobody has been told; the invitation is below."),
        (2, False, "Nobody has been told; the invitation is below."),
    ],
)
def test_a_booking_of_just_now_says_how_many_are_told(
    make_meeting: MakeMeeting, mailed: int, tells: bool, text: str
) -> None:
    meeting = make_meeting(tells_invitees=tells)
    meeting.writes.update(finished_at=NOW)
    assert banner_of(meeting, mailed=mailed) == StatusBanner("ok", "booked", "Booked.", text)
    meeting.writes.update(finished_at=NOW - timedelta(minutes=2))
    assert banner_of(meeting, mailed=mailed) is None, "it is said no more"


def test_of_a_change_nothing_is_said_once_the_meeting_is_over(make_meeting: MakeMeeting) -> None:
    assert banner_of(make_meeting(kind="edit", write="refused", state="ended")) is None


def test_a_write_whose_process_died_counts_as_unconfirmed(make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(state="requested", write="sent")
    assert write_state(meeting.writes.get(), NOW) == "sent"
    meeting.writes.update(lease_until=NOW - timedelta(minutes=1))
    assert write_state(meeting.writes.get(), NOW) == "unconfirmed"
    banner = banner_of(meeting)
    assert banner is not None
    assert (banner.icon, banner.title) == ("unconfirmed", "We do not know yet whether it was booked.")


@pytest.mark.parametrize(("age", "pause"), [(0, 2), (29, 2), (30, 10)])
def test_the_page_asks_quickly_at_first(age: int, pause: int) -> None:
    assert pause_of(VendorWrite(created_at=NOW - timedelta(seconds=age)), NOW) == pause


@pytest.mark.parametrize(
    ("kind", "state", "title", "act"),
    [
        ("edit_occurrence", "planned", "Your change is waiting for the meeting service.", "withdraw"),
        ("cancel_occurrence", "unconfirmed", "We do not know yet whether it was cancelled.", ""),
        ("cancel_occurrence", "refused", "Not cancelled; everything is as before.", "cancel_occurrence"),
        ("edit_occurrence", "refused", "Not changed; everything is as before.", "edit_occurrence"),
        ("edit_occurrence", "done", "Changed.", ""),
        ("cancel_occurrence", "done", "Cancelled.", ""),
    ],
)
def test_it_says_which_occurrence_a_write_is_about(
    make_series: MakeSeries, kind: str, state: str, title: str, act: str
) -> None:
    series = make_series(start_at=NOW + DAY)
    occurrence = series.occurrences.all()[1]
    times = WantedTimes.of_occurrence(occurrence)
    moved = EditOccurrencePayload(times, WantedTimes(occurrence.start_at + DAY, 45))
    cancelled = CancelOccurrencePayload(times, "", tell=True)
    make_write(
        series,
        moved if kind == "edit_occurrence" else cancelled,
        occurrence=occurrence,
        state=state,
        finished_at=NOW if state in {"done", "refused"} else None,
    )
    banner = banner_of(series)
    assert banner is not None
    assert (banner.title, banner.act, banner.occurrence_id) == (title, act, occurrence.pk)
    assert banner.text.startswith("This is about Fri 22 May, 09:48 only")
    new_time = (
        "its new time is Sat 23 May, 09:48–10:33."
        if state == "done"
        else "the time asked for is Sat 23 May, 09:48–10:33."
    )
    assert (new_time in banner.text) == (kind == "edit_occurrence")
    if state == "done":
        series.writes.update(finished_at=NOW - timedelta(minutes=2))
        assert banner_of(series) is None, "it is said no more"


def test_of_a_series_as_a_whole_no_occurrence_is_named(make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + DAY, kind="edit")
    series.writes.filter(kind="edit").update(finished_at=NOW)
    assert banner_of(series) == StatusBanner("ok", "booked", "Changed.", "")
