"""The form for changing one occurrence as a value."""

import dataclasses
from datetime import UTC, datetime, timedelta

from django.utils import translation

from accounts.models import User
from meetings.forms.occurrence import OccurrenceForm
from meetings.models import Meeting, Occurrence
from meetings.pages.named_meeting import NamedMeeting
from meetings.pages.occurrence_form import OccurrencePage, build_occurrence_page
from tests.factories.fixtures import MakeSeries

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)


def page_of(series: Meeting, occurrence: Occurrence | None, person: User, *, refusal: str = "") -> OccurrencePage:
    with translation.override("en"):
        if occurrence:
            form = OccurrenceForm.filled_with(occurrence, meeting=series, now=NOW)
        else:
            form = OccurrenceForm(meeting=series, now=NOW)
        return build_occurrence_page(form, series, occurrence, person, refusal=refusal)


def test_the_page_says_which_occurrence_and_whom_it_tells(chen: User, li: User, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + timedelta(days=1), guests=(li, "anna@tuv.example"), time_zone="Europe/Berlin")
    page = page_of(series, series.occurrences.all()[1], chen)
    assert page.meeting == NamedMeeting(series.pk, "Weekly")
    # By the clock of the series
    assert (page.was, page.day, page.zone_city) == ("Fri 22 May, 03:48–04:33", "Fri 22 May", "Berlin")
    assert (page.mailed, page.refusal, page.used) == (2, "", None)


def test_nobody_is_mailed_whom_the_meeting_does_not_tell(chen: User, li: User, make_series: MakeSeries) -> None:
    series = make_series(guests=(li,), tells_invitees=False)
    assert page_of(series, series.occurrences.first(), chen).mailed == 0


def test_an_occurrence_that_is_gone_has_no_time(chen: User, make_series: MakeSeries) -> None:
    page = page_of(make_series(), None, chen, refusal="This date is not part of the series any more.")
    assert (page.was, page.day) == ("", "")
    assert page.refusal


def test_what_was_refused_is_sent_under_another_reference(chen: User, make_series: MakeSeries) -> None:
    series = make_series()
    occurrence = series.occurrences.first()
    assert page_of(series, occurrence, chen, refusal="No.").reference != page_of(series, occurrence, chen).reference


def test_the_page_holds_no_row_of_the_database(chen: User, make_series: MakeSeries) -> None:
    series = make_series()
    page = page_of(series, series.occurrences.first(), chen)
    held = [getattr(page, field.name) for field in dataclasses.fields(page)]
    assert not any(isinstance(value, Meeting | Occurrence | User) for value in held)
