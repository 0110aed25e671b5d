"""What is filled in belongs to the choice beside it: without script another choice is an error beside the field."""

import pytest
from django.test import Client

from accounts.models import User
from meetings.models import Meeting
from tests.factories.booking_form import typed, weekly
from tests.factories.fixtures import MakeMeeting, MakeSeries
from tests.factories.page_words import source_of, value_shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_thursday")]
BOOK = "/meetings/book/"


@pytest.mark.parametrize("until", ["31 Mar 2027", "yesterday", "christmas"])
def test_a_last_day_beside_a_number_of_meetings_is_an_error(pages: Client, chen: User, until: str) -> None:
    answer = pages.post(BOOK, weekly(chen, count="10", until=until))
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["until"]
    assert "but “after” is chosen" in source_of(answer)
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("entered", "field"),
    [
        ({"repeats": "week", "ends": "until", "until": "30 May 2026", "count": "5"}, "count"),
        ({"length": "30", "length_other": "75"}, "length_other"),
        ({"password": "new", "guest_password": "482913"}, "guest_password"),
    ],
)
def test_each_field_beside_a_choice(pages: Client, chen: User, entered: dict[str, object], field: str) -> None:
    answer = pages.post(BOOK, typed(chen) | entered)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]


def test_what_stood_there_untouched_is_no_error(pages: Client, chen: User, make_series: MakeSeries) -> None:
    entered = typed(chen) | {"repeats": "week", "ends": "until", "until": "30 May 2026", "count": "10", "check": "1"}
    assert not pages.post(BOOK, entered).context["form"].errors


def test_the_form_of_an_occurrence_and_of_a_change(
    pages: Client, make_meeting: MakeMeeting, make_series: MakeSeries, chen: User
) -> None:
    series = make_series()
    row = series.occurrences.all()[0]
    answer = pages.post(
        f"/meetings/{series.pk}/occurrences/{row.pk}/", typed(chen) | {"length": "30", "length_other": "75"}
    )
    assert list(answer.context["form"].errors) == ["length_other"]
    meeting = make_meeting()
    answer = pages.post(
        f"/meetings/{meeting.pk}/edit/", typed(chen) | {"password": "keep", "guest_password": "482913"}
    )
    assert list(answer.context["form"].errors) == ["guest_password"]


def test_the_weekday_of_the_day_is_marked(pages: Client, chen: User) -> None:
    source = source_of(pages.get(BOOK))
    assert source.count("mp-chip-meant") == 1
    assert 'mp-chip-meant"><input type="checkbox" name="weekdays" value="4"' in source
    entered = typed(chen) | {"day": "Sat 16 May 2026", "start": "9", "check": "1"}
    part = pages.post(BOOK, entered, headers={"HX-Request": "true"})
    assert 'data-weekday="6"' in source_of(part)
    assert value_shown(part, "preview").weekday == "6"
