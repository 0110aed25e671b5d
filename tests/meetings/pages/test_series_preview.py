"""The occurrences of a series before it is booked, and what is unusual about some."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from meetings.models import Meeting
from meetings.pages.series_preview import OccurrenceLine, SeriesPreview, build_series_preview
from meetings.recurrence import Cycle, Unit
from meetings.requests import BookingRequest
from tests.factories.fixtures import MakeSeries

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
BERLIN, DAY = "Europe/Berlin", timedelta(days=1)


def preview_of(
    rule: Cycle, start: str, zone: str = BERLIN, *, meeting: Meeting | None = None, minutes: int = 45
) -> SeriesPreview:
    """Return the preview of a series from ``start``, which is local, on; of ``meeting`` once it is changed so."""
    start_at = datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    request = BookingRequest(subject="R", start_at=start_at, length_minutes=minutes, time_zone=zone, repeats=rule)
    preview = build_series_preview(request, now=NOW, meeting=meeting)
    assert preview is not None
    return preview


def fridays(meeting: Meeting, until: int, clock: str = "09:48", minutes: int = 45) -> SeriesPreview:
    """Return the preview of ``meeting`` on Fridays, from 15 May to that day of May."""
    rule = Cycle(Unit.WEEK, 1, (5,), date(2026, 5, until))
    return preview_of(rule, f"2026-05-15 {clock}", "Asia/Shanghai", meeting=meeting, minutes=minutes)


@pytest.fixture
def monthly() -> SeriesPreview:
    """On the 31st, which is each month's last, from summer time into winter time."""
    return preview_of(Cycle(Unit.MONTH, 1, (31,), date(2026, 10, 31)), "2026-08-31 09:00")


def test_a_single_meeting_has_none() -> None:
    request = BookingRequest(subject="R", start_at=NOW + DAY, length_minutes=45, time_zone=BERLIN)
    assert build_series_preview(request, now=NOW) is None


def test_parts_say_the_rule_the_time_and_both_ends(monthly: SeriesPreview) -> None:
    with translation.override("en"):
        assert monthly.parts() == (
            "Every month on the last day,",
            "09:00–09:45",
            "Berlin time,",
            "from Mon 31 Aug",
            "until Sat 31 Oct",
        )


def test_short_months_are_said() -> None:
    preview = preview_of(Cycle(Unit.MONTH, 1, (30,), date(2027, 3, 30)), "2027-01-30 09:00", "Asia/Shanghai")
    with translation.override("en"):
        assert preview.occurrence_lines() == [
            OccurrenceLine(1, "Sat 30 Jan 2027", "", is_warning=False),
            OccurrenceLine(2, "Sun 28 Feb 2027", "the last of its month", is_warning=False),
            OccurrenceLine(3, "Tue 30 Mar 2027", "", is_warning=False),
        ]
        assert preview.short_months() == "1 month lacks the day; its last day is taken instead."


def test_changes_of_clocks_are_said(monthly: SeriesPreview) -> None:
    with translation.override("en"):
        assert monthly.occurrence_lines() == [
            OccurrenceLine(1, "Mon 31 Aug", "", is_warning=False),
            OccurrenceLine(2, "Wed 30 Sep", "", is_warning=False),
            OccurrenceLine(3, "Sat 31 Oct", "after the clocks change", is_warning=True),
        ]
        assert monthly.short_months() == ""
        assert monthly.clock_change().startswith("The clocks change in Berlin before Sat 31 Oct.")


def test_nothing_is_said_where_nothing_is_unusual() -> None:
    preview = preview_of(Cycle(Unit.WEEK, 1, (4,), date(2026, 12, 3)), "2026-05-21 09:00", "Asia/Shanghai")
    assert (preview.short_months(), preview.clock_change()) == ("", "")
    assert {line.note for line in preview.occurrence_lines()} == {""}


def test_a_time_that_the_clocks_skip_is_said_with_the_one_taken() -> None:
    """On 28 March 2027 the clocks of Berlin go from two to three."""
    preview = preview_of(Cycle(Unit.DAY, 1, (), date(2027, 3, 29)), "2027-03-27 02:30")
    with translation.override("en"):
        assert preview.occurrence_lines()[1] == OccurrenceLine(
            2, "Sun 28 Mar 2027", "at 03:30; the clocks skip the usual time", is_warning=True
        )


@pytest.fixture
def changed(make_series: MakeSeries) -> Meeting:
    """Fridays in May, of which the second is an hour later and the third is off."""
    series = make_series(start_at=NOW + DAY, subject="Weekly")
    _first, moved, cancelled = series.occurrences.all()
    hour = timedelta(hours=1)
    series.occurrences.filter(pk=moved.pk).update(start_at=moved.start_at + hour, end_at=moved.end_at + hour)
    series.occurrences.filter(pk=cancelled.pk).update(is_cancelled=True)
    return series


@pytest.mark.parametrize(
    ("until", "staying", "ended"),
    [
        (29, "2 dates were changed for themselves and stay so", ""),
        (
            22,
            "One date was changed for itself and stays so",
            "One date that was changed for itself is no longer part of the series",
        ),
        (15, "", "2 dates that were changed for themselves are no longer part of the series"),
    ],
)
def test_what_was_changed_for_itself_stays_or_ends(changed: Meeting, until: int, staying: str, ended: str) -> None:
    with translation.override("en"):
        said = fridays(changed, until).changed_occurrences()
    assert [sentence.partition(": ")[0] for sentence in said] == [staying, ended]
    assert ("22 May" in said[0], "29 May" in said[0]) == (until >= 22, until >= 29)
    assert ("22 May" in said[1], "29 May" in said[1]) == (until < 22, until < 29)


def test_of_a_series_without_changes_nothing_is_said(make_series: MakeSeries) -> None:
    assert fridays(make_series(start_at=NOW + DAY), 29).changed_occurrences() == ("", "")


def test_changed_occurrences_stand_in_the_list_as_they_stay(changed: Meeting) -> None:
    with translation.override("en"):
        preview = fridays(changed, 29)
        assert preview.occurrence_lines() == [
            OccurrenceLine(1, "Fri 15 May", "", is_warning=False),
            OccurrenceLine(2, "Fri 22 May", "stays at 10:48", is_warning=False),
            OccurrenceLine(None, "Fri 29 May", "stays cancelled", is_warning=False),
        ]
    assert preview.held_count() == 2


def test_a_moved_occurrence_stands_where_it_is_held(changed: Meeting) -> None:
    """It was moved beyond the next Friday, which is off, and on the day it is held at another time stays."""
    moved = changed.occurrences.all()[1]
    later = timedelta(days=8)
    changed.occurrences.filter(pk=moved.pk).update(start_at=moved.start_at + later, end_at=moved.end_at + later)
    with translation.override("en"):
        assert fridays(changed, 29, clock="16:00").occurrence_lines()[1:] == [
            OccurrenceLine(None, "Fri 29 May", "stays cancelled", is_warning=False),
            OccurrenceLine(2, "Sat 30 May", "stays at 10:48, instead of Fri 22 May", is_warning=False),
        ]


def test_an_occurrence_of_its_own_length_follows_the_time_and_keeps_the_length(make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + DAY, subject="Weekly")
    second = series.occurrences.all()[1]
    series.occurrences.filter(pk=second.pk).update(end_at=second.start_at + timedelta(hours=2))
    with translation.override("en"):
        assert fridays(series, 29, clock="16:00", minutes=30).occurrence_lines()[1] == OccurrenceLine(
            2, "Fri 22 May", "stays until 18:00", is_warning=False
        )


def test_a_changed_occurrence_without_a_date_by_the_new_rule_is_not_in_the_list(changed: Meeting) -> None:
    with translation.override("en"):
        assert fridays(changed, 15).occurrence_lines() == [OccurrenceLine(1, "Fri 15 May", "", is_warning=False)]
