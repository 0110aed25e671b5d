"""The page of a meeting that is one of a series which the portal keeps, and what its organiser decides there."""

import re
import uuid
from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import User
from meetings.models import Meeting, PortalSeries
from notifications.models import Message
from tests.factories.booking_form import BOOK, typed
from tests.factories.fixtures import signed_in
from tests.factories.page_words import source_of, text_of
from tests.factories.vendor import Vendor
from tests.flows.test_portal_series import work

pytestmark = pytest.mark.django_db(transaction=True)


def book(pages: Client, chen: User) -> PortalSeries:
    """The last Friday of three months, by the form."""
    year = datetime.now(UTC).year + 1
    rule = {"repeats": "month", "place": "-1", "place_day": "5", "interval": "1", "ends": "count", "count": "3"}
    response = pages.post(BOOK, typed(chen, day=f"1 Feb {year}", start="9", **rule))
    assert response.status_code == 302
    series = PortalSeries.objects.get()
    assert response["Location"] == address(first(series))
    return series


def first(series: PortalSeries) -> Meeting:
    return series.members.order_by("start_at")[0]


def address(meeting: Meeting) -> str:
    return f"/meetings/{meeting.pk}/"


def test_the_page_says_how_far_the_series_is(vendor: Vendor, pages: Client, chen: User) -> None:
    series = book(pages, chen)
    page = pages.get(address(first(series)))
    (bar,) = re.findall(r"<progress[^>]*>", source_of(page))
    assert ('value="1"' in bar, 'max="3"' in bar) == (True, True)
    shown = text_of(page)
    assert "Every month on the last Friday, until Fri " in shown
    assert "1 of 3 dates are booked. Invitees are told once, of all of them." in shown
    assert "Take all dates back" in shown
    assert "Try those again" not in shown
    work(series)
    page = pages.get(address(first(series)))
    assert "<progress" not in source_of(page)
    shown = text_of(page)
    assert "dates are booked" not in shown
    assert "Take all dates back" not in shown
    assert shown.count("This page") == 1


def test_what_could_not_be_booked_is_named_with_its_reason_and_tried_again(
    vendor: Vendor, pages: Client, chen: User
) -> None:
    series = book(pages, chen)
    vendor.refuse("create", code="MMC.111071007")
    work(series)
    shown = text_of(pages.get(address(first(series))))
    assert "2 of 3 dates are booked. 1 could not be booked." in shown
    assert "Not booked" in shown
    response = pages.post(f"/meetings/series/{series.pk}/", {"does": "retry", "from": str(first(series).pk)})
    assert response["Location"] == address(first(series))
    work(series)
    assert set(series.members.values_list("state", flat=True)) == {"booked"}
    assert sorted(Message.objects.values_list("kind", flat=True)) == ["invitation", "own"]


def test_decide_is_for_the_organiser_alone(vendor: Vendor, pages: Client, chen: User, li: User) -> None:
    series = book(pages, chen)
    target = f"/meetings/series/{series.pk}/"
    assert signed_in(li).post(target, {"does": "undo"}).status_code == 404
    assert pages.post(target, {"does": "anything"}).status_code == 404
    assert pages.get(target).status_code == 405
    assert pages.post(target, {"does": "undo"}).status_code == 302
    work(series)
    assert set(series.members.values_list("state", flat=True)) == {"cancelled"}
    again = pages.post(target, {"does": "undo"}, follow=True)
    assert "Everybody knows of the series by now, or it was taken back." in text_of(again)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_is_whole_in_both_languages(vendor: Vendor, pages: Client, chen: User, language: str) -> None:
    series = book(pages, chen)
    User.objects.filter(pk=chen.pk).update(language=language)
    shown = text_of(pages.get(address(first(series))))
    expected = {"en": "1 of 3 dates are booked.", "zh-hans": "已预约 1 场，共 3 场。"}
    assert expected[language] in shown


def test_one_and_what_follows_are_changed_and_cancelled_by_buttons_with_numbers(
    vendor: Vendor, pages: Client, chen: User
) -> None:
    series = book(pages, chen)
    work(series)
    one, two, three = (member.pk for member in series.members.order_by("start_at"))
    form = {"password": "keep", "start": "15:00", "day": "", "following": "1"}
    assert " and the one after it" in text_of(pages.get(f"/meetings/{two}/edit/"))
    assert " and 2 following" in text_of(pages.get(f"/meetings/{one}/edit/"))
    assert pages.post(f"/meetings/{two}/edit/", typed(chen, **form | {"day": day_of(two)})).status_code == 302
    assert "0 of 2 dates are done. It goes on without this page." in text_of(pages.get(f"/meetings/{one}/"))
    work(series)
    hours = [at.astimezone(chen.zone).hour for at in series.members.values_list("start_at", flat=True)]
    assert sorted(hours) == [9, 15, 15]
    shown = text_of(pages.get(f"/meetings/{two}/cancel/"))
    assert " and the one after it Cancel all 3 that are ahead Keep all" in shown
    sent = {"reference": str(uuid.uuid4()), "tell": "on", "following": "1"}
    assert pages.post(f"/meetings/{two}/cancel/", sent).status_code == 302
    work(series)
    assert [Meeting.objects.get(pk=pk).state for pk in (one, two, three)] == ["booked", "cancelled", "cancelled"]
    sent = {"reference": str(uuid.uuid4()), "tell": "on", "all": "1"}
    assert pages.post(f"/meetings/{one}/cancel/", sent).status_code == 302
    work(series)
    assert Meeting.objects.get(pk=one).state == "cancelled"


def day_of(meeting_id: uuid.UUID) -> str:
    at = Meeting.objects.get(pk=meeting_id).start_at
    return f"{at:%Y-%m-%d}"
