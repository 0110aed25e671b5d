"""The private address of somebody's meetings over HTTP, and its page."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from meetings.models import CalendarFeed
from tests.factories.booking_form import NOW
from tests.factories.fixtures import MakeSeries, signed_in
from tests.factories.page_words import source_of, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_thursday", "no_limits_of_earlier_tests")]
PAGE = "/meetings/subscription/"


def press(client: Client, button: str) -> str:
    response = client.post(PAGE, {"feed": button}, follow=True)
    assert response.redirect_chain == [(PAGE, 302)]
    return text_of(response)


def address(person: User) -> str:
    return f"/feed/{CalendarFeed.objects.get(person=person).token}.ics"


def test_it_is_made_replaced_and_switched_off(pages: Client, chen: User) -> None:
    assert "There is none yet." in text_of(pages.get(PAGE))
    assert not CalendarFeed.objects.exists()
    press(pages, "on")
    first = address(chen)
    source = source_of(pages.get(PAGE))
    assert f'value="http://127.0.0.1:8000{first}"' in source
    assert f'href="webcal://127.0.0.1:8000{first}"' in source
    assert "There is a new address." in press(pages, "new")
    second = address(chen)
    assert "The address is switched off." in press(pages, "off")
    assert [Client().get(path).status_code for path in (first, second)] == [404, 404]
    assert press(pages, "anything") == press(pages, "")
    assert not CalendarFeed.objects.exists()


def test_page_is_the_persons_own_and_is_not_kept(pages: Client, chen: User, li: User) -> None:
    press(pages, "on")
    response = pages.get(PAGE)
    assert response["Cache-Control"] == "no-store"
    assert CalendarFeed.objects.get().token not in source_of(signed_in(li).get(PAGE))
    assert Client().get(PAGE).status_code == 302


@pytest.mark.parametrize("count", [1, 50])
def test_a_program_that_has_it_is_told_so_by_three_queries(
    pages: Client, chen: User, make_series: MakeSeries, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        make_series(start_at=NOW)
    press(pages, "on")
    program, path = Client(), address(chen)
    with django_assert_num_queries(5):  # whose it is, what is coming and was, meetings, occurrences
        first = program.get(path)
    assert (first.status_code, first["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert first.content.count(b"BEGIN:VEVENT") == count
    assert first["Cache-Control"] == "private, no-cache"
    with django_assert_num_queries(3):
        again = program.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])


def test_whoever_guesses_is_slowed_down(chen: User) -> None:
    program = Client()
    found = [program.get(f"/feed/guess-{number}.ics").status_code for number in range(32)]
    assert (found.count(404), found[-1]) == (30, 429)


def test_addresses_stand_in_no_log(pages: Client, chen: User, caplog: pytest.LogCaptureFixture) -> None:
    from portal.logs import hide_join_links

    press(pages, "on")
    assert hide_join_links(f"Not Found: {address(chen)}") == "Not Found: /feed/***"
