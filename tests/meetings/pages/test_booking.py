"""The form for booking and for changing as a value."""

import dataclasses
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import translation

from accounts.models import User
from meetings.forms.booking import BookingForm
from meetings.forms.repeat import ONCE
from meetings.models import Meeting
from meetings.pages.booking import BookingPage, build_booking_page
from meetings.pages.named_meeting import NamedMeeting
from tests.factories.fixtures import MakeMeeting, MakeSeries

NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)


def page_of(form: BookingForm, **given: Any) -> BookingPage:
    values: dict[str, Any] = {"meeting": None, "refusal": "", "used": None, "reference": None, "seen_at": ""}
    with translation.override("en"), time_machine.travel(NOW, tick=False):
        return build_booking_page(form, **(values | given))


def editing(meeting: Meeting, person: User) -> BookingPage:
    return page_of(BookingForm.filled_with(meeting, person=person, now=NOW), meeting=meeting)


def test_a_new_booking_may_be_a_series(chen: User) -> None:
    form = BookingForm.blank(person=chen, now=NOW)
    page = page_of(form)
    assert (page.meeting, page.can_repeat, page.seen_at, page.refusal, page.used) == (None, True, "", "", None)
    assert page.reference == form["reference"].value()
    assert page.repeats[0][0] == ONCE
    assert page.zones[0][0] == "Asia/Shanghai"
    assert page.weekdays[0] == ("1", "Mo", "Monday")
    assert page.banners.needs_link is None


def test_a_single_meeting_stays_one(chen: User, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(start_at=NOW + timedelta(days=1))
    page = editing(meeting, chen)
    assert (page.meeting, page.can_repeat) == (NamedMeeting(meeting.pk, "Roadmap"), False)
    assert page.seen_at == meeting.changed_at.isoformat()


def test_a_series_stays_one(chen: User, make_series: MakeSeries) -> None:
    page = editing(make_series(start_at=NOW + timedelta(days=1)), chen)
    assert page.can_repeat
    assert ONCE not in [value for value, _word in page.repeats]


def test_what_the_service_said_and_what_it_gave_take_the_place_of_the_forms_own(
    chen: User, make_meeting: MakeMeeting
) -> None:
    first = make_meeting()
    form = BookingForm.blank(person=chen, now=NOW)
    page = page_of(form, refusal="No.", used=first, reference="new", seen_at="then")
    assert (page.refusal, page.used) == ("No.", NamedMeeting(first.pk, "Roadmap"))
    assert (page.reference, page.seen_at) == ("new", "then")


def test_the_page_holds_no_row_of_the_database(chen: User, make_meeting: MakeMeeting) -> None:
    page = editing(make_meeting(guest_password="482913", host_password="112233"), chen)
    held = [getattr(page, field.name) for field in dataclasses.fields(page)]
    assert not any(isinstance(value, Meeting | User) for value in held)
    assert "112233" not in repr(page)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York"])
def test_the_zone_of_the_meeting_is_offered_after_ones_own(chen: User, make_meeting: MakeMeeting, zone: str) -> None:
    page = editing(make_meeting(start_at=NOW + timedelta(days=1), time_zone=zone), chen)
    assert page.zones[0][0] == "Asia/Shanghai"
    assert zone in dict(page.zones)
