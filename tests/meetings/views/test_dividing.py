"""A date of a series, or it and those that follow, gets a meeting of its own: form, check, change."""

import pytest
from django.test import Client

from accounts.models import User
from meetings.models import Meeting
from tests.factories.booking_form import BOOK, typed, value_of, weekly
from tests.factories.fixtures import signed_in
from tests.factories.page_words import source_of, text_of, value_shown
from tests.factories.vendor import Vendor
from tests.flows.test_series_split import settle_all

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def series(vendor: Vendor, pages: Client, chen: User) -> Meeting:
    """Tuesdays and Fridays, four times."""
    assert pages.post(BOOK, weekly(chen)).status_code == 302
    return Meeting.objects.get()


def address(series: Meeting, number: int) -> str:
    return f"/meetings/{series.pk}/occurrences/{series.occurrences.all()[number].pk}/divide/"


def filled(pages: Client, chen: User, series: Meeting, number: int, **changes: object) -> dict[str, object]:
    """What the form holds, with ``changes`` typed over it."""
    source = source_of(pages.get(address(series, number)))
    kept = {name: value_of(source, name) for name in ("reference", "day", "start", "instant", "seen_at", "until")}
    rule = {"repeats": "week", "interval": "1", "weekdays": ["2", "5"], "ends": "until"}
    return typed(chen) | rule | kept | {"password": "keep"} | changes


def test_the_change_is_checked_first_and_the_button_names_its_scope(
    vendor: Vendor, pages: Client, chen: User, series: Meeting
) -> None:
    form = filled(pages, chen, series, 2, subject="Board")
    assert "Check the change" in text_of(pages.get(address(series, 2)))
    checked = pages.post(address(series, 2), form)
    shown = text_of(checked)
    assert "Nothing has been changed yet." in shown
    assert "Book a new series of 2 dates, with a new meeting ID" in shown
    assert "Then cancel 2 dates of the present series" in shown
    assert "Change: 1 person" in shown
    assert [len(value_shown(checked).dates), Meeting.objects.count()] == [2, 1]
    alone = pages.post(address(series, 2), form | {"scope": "one"})
    assert "Book a meeting of its own, with a new meeting ID" in text_of(alone)
    assert value_shown(alone).button.endswith(" only")
    response = pages.post(address(series, 2), form | {"confirmed": "following"})
    settle_all()
    successor = Meeting.objects.exclude(pk=series.pk).get()
    assert response["Location"] == f"/meetings/{successor.pk}/"
    assert (successor.subject, successor.occurrences.held().count()) == ("Board", 2)
    assert series.occurrences.held().count() == 2
    for here, other in ((series, successor), (successor, series)):
        shown = source_of(pages.get(f"/meetings/{here.pk}/"))
        assert f'<a href="/meetings/{other.pk}/">{other.subject}</a>' in shown
    again = pages.post(response.request["PATH_INFO"], form | {"confirmed": "following"})
    assert (again["Location"], Meeting.objects.count()) == (response["Location"], 2)


def test_a_date_that_went_meanwhile_is_said_so(vendor: Vendor, pages: Client, chen: User, series: Meeting) -> None:
    here, form = address(series, 1), filled(pages, chen, series, 1)
    series.occurrences.filter(pk=series.occurrences.all()[1].pk).update(is_cancelled=True)
    assert "cancelled" in text_of(pages.post(here, form, follow=True))


def test_back_to_the_form_loses_nothing_and_bad_input_is_said_there(
    vendor: Vendor, pages: Client, chen: User, series: Meeting
) -> None:
    form = filled(pages, chen, series, 1, subject="Board")
    again = source_of(pages.post(address(series, 1), form | {"back": "1"}))
    assert value_of(again, "subject") == "Board"
    assert pages.post(address(series, 1), form | {"subject": ""}).status_code == 422


def test_it_is_the_organisers_alone_and_of_a_date_that_lies_ahead(
    vendor: Vendor, pages: Client, chen: User, li: User, series: Meeting
) -> None:
    assert signed_in(li).get(address(series, 1)).status_code == 403
    gone = f"/meetings/{series.pk}/occurrences/0/divide/"
    assert pages.get(gone)["Location"] == f"/meetings/{series.pk}/"


@pytest.mark.parametrize(("language", "words"), [("en", "Who gets which mail"), ("zh-hans", "谁会收到哪封邮件")])
def test_the_check_is_in_both_languages(
    vendor: Vendor, pages: Client, chen: User, series: Meeting, language: str, words: str
) -> None:
    form = filled(pages, chen, series, 1)
    User.objects.filter(pk=chen.pk).update(language=language)
    assert words in text_of(pages.post(address(series, 1), form))


def test_where_the_service_changes_no_series_that_has_begun_dividing_is_offered_with_all_that_was_typed(
    vendor: Vendor, pages: Client, chen: User, series: Meeting
) -> None:
    form = filled(pages, chen, series, 0, subject="Board")
    vendor.refuse("edit_series", code="MMC.111071065")
    offered = pages.post(f"/meetings/{series.pk}/edit/", form)
    page = value_shown(offered)
    assert page.refusal.startswith("The meeting service changes no series that has begun.")
    assert ("subject", "Board") in page.fields
    sent = dict(page.fields) | {"weekdays": ["2", "5"], "confirmed": "following"}
    response = pages.post(f"/meetings/{series.pk}/occurrences/{page.occurrence_id}/divide/", sent)
    settle_all()
    successor = Meeting.objects.exclude(pk=series.pk).get()
    assert (response["Location"], successor.subject) == (f"/meetings/{successor.pk}/", "Board")
    assert series.occurrences.held().count() == 0
