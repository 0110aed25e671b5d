"""Series on the pages: seen before they are booked, one by one after that, and nothing typed is lost."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from meetings.models import Meeting, Occurrence
from meetings.writes.kinds.cancel_occurrence import CancelOccurrencePayload
from meetings.writes.kinds.edit_occurrence import EditOccurrencePayload
from meetings.writes.payloads import WantedTimes
from tests.factories.booking_form import BOOK, NOW, value_of, weekly
from tests.factories.fixtures import MakeMeeting, MakeSeries
from tests.factories.page_words import source_of, text_of, value_shown
from tests.factories.writes import make_write

pytestmark = pytest.mark.usefixtures("on_thursday")
DAY = timedelta(days=1)
languages = pytest.mark.parametrize("language", ["en", "zh-hans"])


def check(pages: Client, data: dict[str, Any]) -> str:
    """Return the words of the page that shows what the form would book."""
    response = pages.post(BOOK, data | {"check": "1"})
    assert response.status_code == 200
    return text_of(response)


def test_every_occurrence_is_seen_before_booking(pages: Client, chen: User) -> None:
    words = check(pages, weekly(chen))
    assert "Every Tuesday and Friday, 09:00–09:45 Shanghai time, from Fri 15 May until Tue 26 May" in words
    assert "4 meetings, as one series: same meeting ID and same links every time." in words
    assert "Book 4 meetings" in words
    assert "1 Fri 15 May 2 Tue 19 May 3 Fri 22 May 4 Tue 26 May" in words
    assert not Meeting.objects.exists()


def test_every_occurrence_is_seen_in_chinese(pages: Client, chen: User) -> None:
    User.objects.filter(pk=chen.pk).update(language="zh-hans")
    words = check(pages, weekly(chen, interval="2"))
    assert "每 2 周的周二、周五" in words
    assert "1 5月15日 周五 2 5月26日 周二 3 5月29日 周五 4 6月9日 周二" in words
    assert "预约 4 场会议" in words


def test_the_part_that_htmx_fetches_has_occurrences_and_button(pages: Client, chen: User) -> None:
    source = source_of(pages.post(BOOK, weekly(chen) | {"check": "1"}, headers={"HX-Request": "true"}))
    assert '<span id="submit-word" hx-swap-oob="innerHTML">Book 4 meetings</span>' in source
    assert "Tue 26 May" in source
    assert "<html" not in source


def test_short_months_and_changes_of_clocks_are_said(pages: Client, chen: User) -> None:
    month = weekly(
        chen, repeats="month", month_days="30", count="3", day="30 Jan 2027 9:00", time_zone="Europe/Berlin"
    )
    words = check(pages, month)
    assert "1 month lacks the day; its last day is taken instead." in words
    assert "2 Sun 28 Feb 2027 the last of its month" in words
    assert "The clocks change in Berlin before Tue 30 Mar 2027." in words
    assert "3 Tue 30 Mar 2027 after the clocks change" in words


@languages
def test_a_time_that_one_occurrence_does_not_have_is_said(pages: Client, chen: User, language: str) -> None:
    """On 28 March 2027 the clocks of Berlin go from two to three."""
    User.objects.filter(pk=chen.pk).update(language=language)
    words = check(
        pages, weekly(chen, repeats="day", count="3", day="27 Mar 2027", start="2:30", time_zone="Europe/Berlin")
    )
    expected = {
        "en": "2 Sun 28 Mar 2027 at 03:30; the clocks skip the usual time",
        "zh-hans": "2 2027年3月28日 周日 03:30 开始，当天时钟拨快",
    }
    assert expected[language] in words


@pytest.mark.parametrize("day", ["31 Dec 9998", "31 Dec 9999", "9999-12-31"])
@pytest.mark.parametrize("unit", ["day", "week", "month"])
def test_a_series_at_the_end_of_all_calendars(pages: Client, chen: User, day: str, unit: str) -> None:
    data = weekly(chen, repeats=unit, day=day, start="9:00")
    assert pages.post(BOOK, data | {"check": "1"}).status_code == 200
    assert (
        pages.post(BOOK, data | {"ends": "until", "until": "31 Dec 9999", "count": "", "check": "1"}).status_code
        == 200
    )


@languages
def test_the_page_of_a_series(pages: Client, make_series: MakeSeries, chen: User, language: str) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    series = make_series(start_at=NOW + DAY, days=(0, 1, 2, 3), guests=("anna@tuv.example",))
    moved, off = series.occurrences.all()[1:3]
    Occurrence.objects.filter(pk=moved.pk).update(
        start_at=moved.start_at + timedelta(hours=2), end_at=moved.end_at + timedelta(hours=2)
    )
    Occurrence.objects.filter(pk=off.pk).update(is_cancelled=True)
    words = text_of(pages.get(f"/meetings/{series.pk}/"))
    expected = {
        "en": (
            "Every day, until Mon 18 May",
            "Dates 3 to come",
            "Fri 15 May 09:48–10:33 Booked Next",
            "Sat 16 May Sat 16 May, 09:48 11:48–12:33 Booked Moved",
            "Sun 17 May 09:48–10:33 Cancelled",
        ),
        "zh-hans": (
            "每天，至 5月18日 周一",
            "场次 还有 3 场",
            "5月15日 周五 09:48–10:33 已预约",
            "5月16日 周六 09:48 11:48–12:33 已预约 已改期",
            "5月17日 周日 09:48–10:33 已取消",
        ),
    }[language]
    for line in expected:
        assert line in words


def test_the_dates_of_a_long_series_stand_on_pages(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + DAY, days=tuple(range(14)))
    first, second, odd = (source_of(pages.get(f"/meetings/{series.pk}/?dates={number}")) for number in ("1", "2", "x"))
    assert ("?dates=2#occurrences" in first, "?dates=1#occurrences" in second, "?dates=2#occurrences" in odd) == (
        True,
        True,
        True,
    )
    assert [html.count('id="occurrence-') for html in (first, second)] == [12, 2]


@pytest.mark.parametrize("path", ["/meetings/{}/", "/meetings/{}/cancel/", "/meetings/", "/"])
def test_a_series_of_fifty_costs_as_many_queries_as_one_of_two(
    pages: Client, make_series: MakeSeries, path: str
) -> None:
    counts = []
    for days in ((0, 1), tuple(range(50))):
        Meeting.objects.all().delete()
        series = make_series(start_at=NOW + timedelta(hours=1), days=days)
        with CaptureQueriesContext(connection) as found:
            assert pages.get(path.format(series.pk)).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1]


@languages
def test_a_refusal_is_old_once_the_next_occurrence_is_over(
    client: Client, make_series: MakeSeries, chen: User, language: str
) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    word = {"en": "Not changed", "zh-hans": "修改失败"}[language]
    series = make_series(start_at=NOW + DAY / 24, kind="edit", write="refused")
    for at, is_said in ((NOW, True), (NOW + DAY / 12, False)):
        with time_machine.travel(at, tick=False):
            client.force_login(chen)
            response = client.get(f"/meetings/{series.pk}/")
        page = value_shown(response)
        assert (len(page.badges), page.organiser_part.banner is not None) == ((2, True) if is_said else (1, False))
        assert (word in text_of(response)) is is_said


def test_the_form_of_a_series_is_filled_with_its_rule(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW - 2 * DAY, days=(0, 1, 3, 4))
    off = series.occurrences.all()[3]
    Occurrence.objects.filter(pk=off.pk).update(is_cancelled=True)
    response = pages.get(f"/meetings/{series.pk}/edit/")
    source = source_of(response)
    assert value_of(source, "day") == "Fri 15 May 2026"
    assert value_of(source, "until") == "Sat 16 May 2026"
    assert 'name="repeats" value="day" checked' in source
    assert 'name="repeats" value="once"' not in source
    preview = value_shown(response, "preview")
    assert preview.button == "Change 1 date"
    stays = "One date was changed for itself and stays so: Not on Sat 16 May, 09:48."
    assert [(line.icon, line.is_warning) for line in preview.lines if line.text == stays] == [("info", False)]


def test_a_single_meeting_has_no_rule_to_change(pages: Client, make_meeting: MakeMeeting) -> None:
    assert 'name="repeats"' not in source_of(pages.get(f"/meetings/{make_meeting(start_at=NOW + DAY).pk}/edit/"))


def test_another_like_that_series(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + DAY, days=(0, 1, 2))
    source = source_of(pages.get(f"{BOOK}?like={series.pk}"))
    assert 'name="repeats" value="day" checked' in source
    assert value_of(source, "until") == "Sun 17 May 2026"


@languages
def test_the_link_leads_to_the_occurrence_that_is_on_or_next(
    client: Client, make_series: MakeSeries, chen: User, language: str
) -> None:
    series = make_series(start_at=NOW - 7 * DAY, days=(0, 7, 14), guests=("anna@tuv.example",))
    link = f"/j/{series.invitees.get(email='anna@tuv.example').join_token}/?lang={language}"
    assert "cloudlink://" in source_of(client.post(link))
    second = series.occurrences.all()[1]
    Occurrence.objects.filter(pk=second.pk).update(is_cancelled=True)
    words = text_of(client.get(link))
    assert {"en": "Thursday 21 May", "zh-hans": "5月21日 周四"}[language] in words
    third = series.occurrences.all()[2]
    Occurrence.objects.filter(pk=third.pk).update(start_at=third.start_at + DAY, end_at=third.end_at + DAY)
    words = text_of(client.get(link))
    assert {"en": "Friday 22 May", "zh-hans": "5月22日 周五"}[language] in words
    assert {"en": "Moved. Your link stays the same.", "zh-hans": "会议已改期，您的链接不变。"}[language] in words
    series.occurrences.update(start_at=NOW - DAY, end_at=NOW - DAY / 2)
    assert {"en": "Ended", "zh-hans": "已结束"}[language] in text_of(client.get(link))


def test_what_was_refused_of_an_occurrence_can_be_tried_again(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + DAY)
    occurrence = series.occurrences.all()[1]
    payload = CancelOccurrencePayload(WantedTimes.of_occurrence(occurrence), "", tell=True)
    make_write(series, payload, occurrence=occurrence, state="refused", finished_at=NOW)
    response = pages.get(f"/meetings/{series.pk}/")
    assert "Not cancelled; everything is as before. This is about Fri 22 May, 09:48 only." in text_of(response)
    assert f"/meetings/{series.pk}/cancel/?occurrence={occurrence.pk}" in source_of(response)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            "en",
            "You changed one date. This is about Fri 22 May, 09:48 only."
            " When: Fri 22 May, 09:48–10:33 now Fri 22 May, 09:48–10:48",
        ),
        (
            "zh-hans",
            "您修改了一场。仅涉及 5月22日 周五 09:48 这一场。"
            " 时间： 5月22日 周五 09:48–10:33 改为 5月22日 周五 09:48–10:48",
        ),
    ],
)
def test_activity_says_what_became_of_the_length_of_an_occurrence(
    pages: Client, make_series: MakeSeries, chen: User, language: str, line: str
) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    series = make_series(start_at=NOW + DAY)
    occurrence = series.occurrences.all()[1]
    longer = EditOccurrencePayload(WantedTimes.of_occurrence(occurrence), WantedTimes(occurrence.start_at, 60))
    make_write(series, longer, occurrence=occurrence, state="done", finished_at=NOW - DAY / 24)
    assert line in text_of(pages.get(f"/meetings/{series.pk}/"))


def test_the_text_to_pass_on_names_the_place_of_another_clock(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=datetime(2026, 10, 22, 7, tzinfo=UTC), time_zone="Europe/Berlin")
    part = value_shown(pages.get(f"/meetings/{series.pk}/")).organiser_part
    assert "From Thu 29 Oct on it is at 08:00 in Berlin." in part.text.splitlines()


@pytest.mark.parametrize("state", ["cancelled", "ended"])
def test_nothing_is_passed_on_of_what_is_over(pages: Client, make_series: MakeSeries, state: str) -> None:
    response = pages.get(f"/meetings/{make_series(state=state).pk}/")
    assert value_shown(response).organiser_part.text == ""
    words = text_of(response)
    assert ("Invitation" in words, "invites you to a meeting" in words) == (True, False)
