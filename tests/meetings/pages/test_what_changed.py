"""What a change has changed, side by side."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from meetings.models import Meeting
from meetings.pages.what_changed import Change, list_changes, list_moves
from meetings.recurrence import Cycle, Unit
from meetings.snapshots import Span
from meetings.writes.payloads import WantedInvitee, WantedMeeting

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
ANNA, LI = WantedInvitee("anna@tuv.example", "Anna"), WantedInvitee("li@x.example", "Li Wei", 7)
BEFORE = WantedMeeting(
    subject="Roadmap",
    start_at=datetime(2026, 5, 19, 7, 0, tzinfo=UTC),
    length_minutes=45,
    time_zone="Asia/Shanghai",
    guest_password="482913",
    invitees=(ANNA, LI),
)
WEEKLY = Cycle(Unit.WEEK, 1, (2,), date(2026, 6, 30))


def changed(before: WantedMeeting, language: str, **fields: object) -> tuple[Change, ...]:
    with translation.override(language):
        return list_changes(before, replace(before, **fields), zone=SHANGHAI, now=NOW)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "change"),
    [
        ({"subject": "Plan"}, Change("Subject", "Roadmap", "Plan")),
        (
            {"start_at": datetime(2026, 5, 20, 7, 0, tzinfo=UTC)},
            Change("When", "Tue 19 May, 15:00–15:45", "Wed 20 May, 15:00–15:45"),
        ),
        ({"length_minutes": 60}, Change("When", "Tue 19 May, 15:00–15:45", "Tue 19 May, 15:00–16:00")),
        ({"time_zone": "Europe/Berlin"}, Change("Time zone", "Shanghai", "Berlin")),
        ({"guest_password": "713355"}, Change("Guest password", "", "another one")),
        ({"invitees": (LI,)}, Change("Taken off", "", "Anna")),
        ({"invitees": (ANNA, LI, WantedInvitee("bo@x.example", ""))}, Change("Invited", "", "bo@x.example")),
        ({"invitees": (ANNA, replace(LI, is_cohost=True))}, Change("Co-host now", "", "Li Wei")),
        ({"has_waiting_room": True}, Change("Guests wait until you let them in", "off", "on")),
        (
            {"entry": Meeting.Entry.INVITED.value},
            Change("Who may enter", "Everyone with the link or the ID", "Only invited people"),
        ),
    ],
)
def test_list_changes(fields: dict[str, object], change: Change) -> None:
    assert changed(BEFORE, "en", **fields) == (change,)


def test_list_changes_of_a_series() -> None:
    series = replace(BEFORE, repeats=WEEKLY)
    later = replace(WEEKLY, until=date(2026, 7, 28))
    assert changed(series, "en", start_at=BEFORE.start_at and BEFORE.start_at + timedelta(hours=1), repeats=later) == (
        Change("When", "15:00–15:45", "16:00–16:45"),
        Change("Repeats", "Every Tuesday, until Tue 30 Jun", "Every Tuesday, until Tue 28 Jul"),
    )


@pytest.mark.parametrize(
    ("start", "changes"),
    [
        (date(2026, 5, 26), ()),
        (date(2026, 5, 27), (Change("First date", "Tue 19 May", "Wed 27 May"),)),
    ],
)
def test_a_series_that_begins_later_has_another_first_date(start: date, changes: tuple[Change, ...]) -> None:
    """The next occurrence of the old rule is none: with it the form of a series that has begun is filled."""
    series = replace(BEFORE, repeats=WEEKLY)
    start_at = datetime.combine(start, BEFORE.start_at.timetz()) if BEFORE.start_at else None
    assert changed(series, "en", start_at=start_at) == changes


@pytest.mark.parametrize(
    ("hours", "minutes", "changes"),
    [
        (0, 45, ()),
        (0, 60, (Change("When", "Tue 19 May, 15:00–15:45", "Tue 19 May, 15:00–16:00"),)),
        (1, 45, (Change("When", "Tue 19 May, 15:00–15:45", "Tue 19 May, 16:00–16:45"),)),
    ],
)
def test_list_moves(hours: int, minutes: int, changes: tuple[Change, ...]) -> None:
    assert BEFORE.start_at is not None
    start_at = BEFORE.start_at + timedelta(hours=hours)
    was = Span(BEFORE.start_at, BEFORE.start_at + timedelta(minutes=45))
    wanted = Span(start_at, start_at + timedelta(minutes=minutes))
    with translation.override("en"):
        assert list_moves(was, wanted, zone=SHANGHAI, now=NOW) == changes


def test_list_changes_in_chinese() -> None:
    assert changed(BEFORE, "zh-hans", subject="计划", invitees=(), mutes_on_entry=False) == (
        Change("会议主题", "Roadmap", "计划"),
        Change("移除", "", "Anna、Li Wei"),
        Change("入会时静音", "开", "关"),
    )


def test_list_changes_of_nothing() -> None:
    assert changed(BEFORE, "en") == ()
