"""The page of a meeting as a value, for each of its readers."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db.models import F
from django.utils import translation

from accounts.models import User
from meetings.models import Meeting
from meetings.pages.meeting import MeetingPage, build_meeting_page
from tests.factories.fixtures import MakeMeeting, MakeSeries
from ui.badges import Badge

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)


def page_of(meeting: Meeting, person: User, *, dates: int = 1) -> MeetingPage:
    meeting = Meeting.objects.select_related("organiser", "tenant__application").get(pk=meeting.pk)
    with translation.override("en"), time_machine.travel(NOW, tick=False):
        return build_meeting_page(meeting, person, NOW, language="", dates=dates)


def test_organiser_sees_all(chen: User, li: User, make_meeting: MakeMeeting) -> None:
    page = page_of(make_meeting(start_at=NOW + timedelta(hours=2), guests=(li, "anna@tuv.example")), chen)
    assert (page.is_organiser, page.can_change, page.is_changeable, page.series) == (True, True, True, None)
    assert (page.heading.day, page.heading.span) == ("Thursday 14 May, ", "11:48–12:33")
    assert page.badges == (Badge("booked", "booked", "Booked"),)
    assert page.organiser_part is not None
    assert [guest.email or guest.name for guest in page.organiser_part.guests][-1] == "anna@tuv.example"
    assert page.cancel is not None
    assert (page.cancel.guest_count, page.cancel.occurrence_id, page.cancel.day) == (2, None, "Thu 14 May")


def test_guest_sees_when_and_how_and_no_more(li: User, make_meeting: MakeMeeting) -> None:
    page = page_of(make_meeting(start_at=NOW + timedelta(hours=2), guests=(li,), host_password="112233"), li)
    assert (page.is_organiser, page.can_change, page.is_changeable) == (False, False, False)
    assert (page.organiser_part, page.cancel) == (None, None)
    assert page.join.startswith("/j/")
    assert "112233" not in repr(page)


@pytest.mark.parametrize("state", ["planned", "unconfirmed"])
def test_nothing_is_changeable_while_a_change_is_on_its_way(chen: User, make_meeting: MakeMeeting, state: str) -> None:
    meeting = make_meeting(start_at=NOW + timedelta(hours=2), kind="edit", write=state)
    page = page_of(meeting, chen)
    assert (page.can_change, page.is_changeable, page.cancel) == (True, False, None)
    assert page.organiser_part is not None
    assert page.organiser_part.banner is not None
    assert page.organiser_part.banner.polls_after > 0
    meeting.writes.update(state="done", finished_at=NOW - timedelta(hours=1))
    assert page_of(meeting, chen).fingerprint != page.fingerprint


@pytest.mark.parametrize("count", [12, 26])
def test_series_shows_twelve_dates_at_a_time(chen: User, make_series: MakeSeries, count: int) -> None:
    """The changed ones stand first; where all fit on a page each stands in its place."""
    series = make_series(start_at=NOW + timedelta(days=1), days=tuple(range(count)))
    ids = [one.pk for one in series.occurrences.all()]
    off, longer = ids[3], ids[-1]
    series.occurrences.filter(pk=off).update(is_cancelled=True)
    series.occurrences.filter(pk=longer).update(end_at=F("end_at") + timedelta(minutes=15))
    pages = []
    for number in (0, 1, 2, 3, 99):
        page = page_of(series, chen, dates=number)
        assert page.series is not None
        pages.append(page.series.ahead)
    first, last = pages[1], pages[3]
    if count == 12:
        assert [row.id for row in first.rows] == ids
        assert {(page.earlier, page.later) for page in pages} == {(0, 0)}
        return
    changed_first = [off, longer, *(key for key in ids if key not in {off, longer})]
    assert [row.id for page in pages[1:4] for row in page.rows] == changed_first
    assert [(page.earlier, page.later) for page in pages] == [(0, 2), (0, 2), (1, 3), (2, 0), (2, 0)]
    assert (pages[0], pages[4]) == (first, last)


def test_series_offers_its_next_occurrence(chen: User, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + timedelta(days=1), days=(0, 1, 2))
    page = page_of(series, chen)
    assert page.series is not None
    assert (page.series.count_ahead, page.series.over, page.series.can_change) == (3, [], True)
    assert page.cancel is not None
    assert (page.cancel.occurrence_id, page.cancel.ahead) == (series.occurrences.all()[0].pk, 3)
