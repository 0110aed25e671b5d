"""Series on the pages: seen before they are booked, date by date after that, and nothing typed is lost."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from meetings.models import Meeting, Occurrence, VendorWrite
from meetings.writes.kinds.cancel_occurrence import CancelOccurrencePayload
from meetings.writes.kinds.edit_occurrence import EditOccurrencePayload
from meetings.writes.payloads import WantedTimes
from tests.factories.fixtures import MakeMeeting, MakeSeries
from tests.factories.page_words import source_of, text_of
from tests.meetings.views.test_booking import typed, value_of

# Thursday, 09:48 in Shanghai
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)
BOOK = "/meetings/book/"
DAY = timedelta(days=1)
languages = pytest.mark.parametrize("language", ["en", "zh-hans"])


@pytest.fixture(autouse=True)
def _thursday() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def weekly(person: User, **changes: Any) -> dict[str, Any]:
    rule = {"repeats": "week", "interval": "1", "weekdays": ["2", "5"], "ends": "count", "count": "4", "until": ""}
    return typed(person, day="tomorrow 9") | rule | changes


def check(pages: Client, data: dict[str, Any]) -> str:
    response = pages.post(BOOK, data | {"check": "1"})
    assert response.status_code == 200
    return text_of(response)


def test_every_date_is_seen_before_booking(pages: Client, chen: User) -> None:
    words = check(pages, weekly(chen))
    assert "Every Tuesday and Friday, 09:00–09:45 Shanghai time, from Fri 15 May until Tue 26 May" in words
    assert "4 meetings, as one series: same meeting ID and same links every time." in words
    assert "1 Fri 15 May 2 Tue 19 May 3 Fri 22 May 4 Tue 26 May" in words
    assert "Book 4 meetings" in words
    assert not Meeting.objects.exists()


def test_every_date_is_seen_in_chinese(pages: Client, chen: User) -> None:
    User.objects.filter(pk=chen.pk).update(language="zh-hans")
    words = check(pages, weekly(chen, interval="2"))
    assert "每 2 周的周二、周五" in words
    assert "1 5月15日 周五 2 5月26日 周二 3 5月29日 周五 4 6月9日 周二" in words
    assert "预约 4 场会议" in words


def test_the_part_that_htmx_fetches_has_dates_and_button(pages: Client, chen: User) -> None:
    source = source_of(pages.post(BOOK, weekly(chen) | {"check": "1"}, headers={"HX-Request": "true"}))
    assert '<span id="submit-word" hx-swap-oob="innerHTML">Book 4 meetings</span>' in source
    assert "Tue 26 May" in source
    assert "<html" not in source


def test_the_end_that_was_filled_in_is_meant_whatever_is_chosen(pages: Client, chen: User) -> None:
    assert "Book 3 meetings" in check(pages, weekly(chen, count="", until="22 May 2026"))
    assert "Book 4 meetings" in check(pages, weekly(chen, ends="until"))
    assert "Book 4 meetings" in check(pages, weekly(chen, until="22 May 2026")), "both: the chosen one"


def test_without_a_day_that_of_the_start_is_meant(pages: Client, chen: User) -> None:
    assert "Every Friday, 09:00" in check(pages, weekly(chen, weekdays=[]))
    month = weekly(chen, repeats="month", weekdays=[])
    assert "Every month on the 15th, 09:00" in check(pages, month)


def test_short_months_and_changes_of_clocks_are_said(pages: Client, chen: User) -> None:
    month = weekly(
        chen, repeats="month", month_days="31", count="3", day="31 Aug 2026 9:00", time_zone="Europe/Berlin"
    )
    words = check(pages, month)
    assert "1 month lacks the day; its last day is taken instead." in words
    assert "2 Wed 30 Sep the last of its month" in words
    assert "The clocks change in Berlin before Sat 31 Oct." in words
    assert "3 Sat 31 Oct after the clocks change" in words


@languages
def test_a_time_that_one_date_does_not_have_is_said(pages: Client, chen: User, language: str) -> None:
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
@pytest.mark.parametrize(
    ("changes", "field", "sentences"),
    [
        (
            {"repeats": "day", "count": "51"},
            "count",
            {"en": "This makes 51 meetings; 50 is the most.", "zh-hans": "共 51 场，超过上限 50 场。"},
        ),
        (
            {"repeats": "day", "ends": "until", "until": "14 July"},
            "until",
            {"en": "This makes 61 meetings; 50 is the most. End it by Fri 3 Jul", "zh-hans": "共 61 场"},
        ),
        (
            {"repeats": "day", "interval": "16"},
            "interval",
            {"en": "A whole number from 1 to 15, please.", "zh-hans": "请输入 1 到 15 之间的整数。"},
        ),
        (
            {"interval": "6"},
            "interval",
            {"en": "A whole number from 1 to 5, please.", "zh-hans": "请输入 1 到 5 之间的整数。"},
        ),
        (
            {"repeats": "month", "interval": "x"},
            "interval",
            {"en": "A whole number, please, like “10”.", "zh-hans": "请输入整数，例如“10”。"},
        ),
        (
            {"ends": "until", "until": "today"},
            "until",
            {
                "en": "No date of the series lies between its start and its end.",
                "zh-hans": "开始与结束之间没有任何一场",
            },
        ),
        (
            {"ends": "until", "until": "next spring, perhaps"},
            "until",
            {
                "en": "We cannot read “next spring, perhaps” as a day.",
                "zh-hans": "无法识别日期“next spring, perhaps”",
            },
        ),
        ({"ends": "until", "until": "", "count": ""}, "until", {"en": "Until when?", "zh-hans": "到什么时候结束？"}),
        (
            {"ends": "until", "until": "16 May 2027"},
            "until",
            {"en": "A series lasts a year at most. Sat 15 May 2027", "zh-hans": "周期会议最长一年"},
        ),
        ({"count": "0"}, "count", {"en": "A whole number, please", "zh-hans": "请输入整数"}),
        (
            {"repeats": "month", "month_days": "32"},
            "month_days",
            {"en": "Days from 1 to 31, please", "zh-hans": "请输入 1 到 31 之间的日期"},
        ),
    ],
)
def test_a_rule_that_cannot_be_is_refused_beside_its_field(
    pages: Client, chen: User, language: str, changes: dict[str, str], field: str, sentences: dict[str, str]
) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    data = weekly(chen, **changes)
    response = pages.post(BOOK, data)
    source = source_of(response)
    assert response.status_code == 422
    beside = source.partition(f'id="{field}_error"')[2].partition("</div></div>")[0]
    assert sentences[language] in beside
    kept = {name: value_of(source, name) for name in ("interval", "count", "until", "subject", "day")}
    assert kept == {name: data[name] for name in kept}
    assert f'value="{data["repeats"]}" checked' in source
    for point in data["weekdays"]:
        assert f'name="weekdays" value="{point}"' in source
    assert not Meeting.objects.exists()


@pytest.mark.parametrize("changes", [{"repeats": "year"}, {"weekdays": ["9"]}, {"ends": "never"}, {"time_zone": "x"}])
def test_crafted_values_make_no_meeting(pages: Client, chen: User, changes: dict[str, Any]) -> None:
    assert pages.post(BOOK, weekly(chen, **changes)).status_code == 422
    assert not Meeting.objects.exists()


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


def test_cancelling_names_scope_and_date(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + DAY, days=(0, 1, 2))
    third = series.occurrences.all()[2]
    words = text_of(pages.get(f"/meetings/{series.pk}/cancel/?date={third.pk}"))
    assert "Cancel Sun 17 May only Cancel all 3 that are ahead Keep all" in words
    assert "Cancel Fri 15 May only" in text_of(pages.get(f"/meetings/{series.pk}/cancel/?date=x"))


def test_while_one_date_is_on_the_others_can_be_changed(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW - DAY / 96, days=(0, 1), state=Meeting.State.RUNNING)
    on, ahead = series.occurrences.all()
    source = source_of(pages.get(f"/meetings/{series.pk}/"))
    assert f"/meetings/{series.pk}/dates/{ahead.pk}/" in source
    assert f"/meetings/{series.pk}/dates/{on.pk}/" not in source
    assert f'href="/meetings/{series.pk}/edit/"' not in source
    VendorWrite.objects.filter(meeting=series).update(state="planned")
    assert "/dates/" not in source_of(pages.get(f"/meetings/{series.pk}/")), "one wish at a time"


def test_a_date_that_is_gone_or_of_another_meeting(
    pages: Client, make_series: MakeSeries, make_meeting: MakeMeeting
) -> None:
    series, other = make_series(start_at=NOW + DAY), make_series(start_at=NOW + 2 * DAY)
    form = {"reference": str(uuid.uuid4()), "note": "Sorry", "tell": "on"}
    foreign = str(other.occurrences.all()[0].pk)
    for scope in ({"only": foreign}, {"only": "0"}, {"only": "x"}, {"only": "9" * 30}, {}):
        response = pages.post(f"/meetings/{series.pk}/cancel/", form | scope)
        assert response.status_code == 409
        assert "This date is not part of the series any more." in text_of(response)
        assert "Sorry" in source_of(response)
    assert VendorWrite.objects.exclude(kind="create").count() == 0
    address = f"/meetings/{series.pk}/dates/{other.occurrences.all()[0].pk}/"
    assert pages.get(address).status_code == 302


@languages
@pytest.mark.parametrize(
    ("field", "change", "sentences"),
    [
        (
            "day",
            {"day": "soonish"},
            {"en": "We cannot read “soonish” as a day.", "zh-hans": "无法识别日期“soonish”"},
        ),
        ("start", {"start": "25:99"}, {"en": "We cannot read", "zh-hans": "无法识别时间"}),
        (
            "length_other",
            {"length": "other", "length_other": "14"},
            {"en": "15 minutes to 24 hours", "zh-hans": "15 分钟"},
        ),
        ("day", {"day": "12 May 2026"}, {"en": "The start is in the past.", "zh-hans": "开始时间已过"}),
    ],
)
def test_a_date_that_cannot_be_comes_back_as_typed(
    pages: Client,
    make_series: MakeSeries,
    chen: User,
    language: str,
    field: str,
    change: dict[str, str],
    sentences: dict[str, str],
) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    series = make_series(start_at=NOW + DAY)
    address = f"/meetings/{series.pk}/dates/{series.occurrences.all()[1].pk}/"
    data = {"reference": str(uuid.uuid4()), "day": "23 May 2026", "start": "10:00", "length": "45", "length_other": ""}
    response = pages.post(address, data | change)
    source = source_of(response)
    assert response.status_code == 422
    assert sentences[language] in source.partition(f'id="{field}_error"')[2].partition("</div></div>")[0]
    assert {name: value_of(source, name) for name in ("day", "start", "length_other")} == {
        name: (data | change)[name] for name in ("day", "start", "length_other")
    }


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"start_at": NOW - DAY, "end_at": NOW - DAY + timedelta(minutes=45)},
            "This date is over; it stays as it was.",
        ),
        ({"start_at": NOW, "end_at": NOW + DAY / 24}, "This date has begun; it can't be changed any more."),
        ({"is_cancelled": True}, "This date was cancelled already."),
    ],
)
def test_a_date_that_has_begun_is_said_and_nothing_is_lost(
    pages: Client, make_series: MakeSeries, change: dict[str, Any], sentence: str
) -> None:
    series = make_series(start_at=NOW + DAY)
    date = series.occurrences.all()[0]
    Occurrence.objects.filter(pk=date.pk).update(**change)
    data = {"reference": str(uuid.uuid4()), "day": "23 May 2026", "start": "10:17", "length": "45", "length_other": ""}
    response = pages.post(f"/meetings/{series.pk}/dates/{date.pk}/", data)
    assert response.status_code == 409
    assert sentence in text_of(response)
    assert value_of(source_of(response), "start") == "10:17"


def test_a_date_of_a_series_that_is_over_is_over(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW - 3 * DAY, days=(0, 1), state=Meeting.State.ENDED)
    data = {"reference": str(uuid.uuid4()), "day": "23 May 2026", "start": "10:17", "length": "45", "length_other": ""}
    response = pages.post(f"/meetings/{series.pk}/dates/{series.occurrences.all()[0].pk}/", data)
    assert (response.status_code, "This date is over; it stays as it was." in text_of(response)) == (409, True)


def test_the_year_is_that_of_the_series_own_clock(client: Client, make_series: MakeSeries, chen: User) -> None:
    """New Year in Shanghai, not yet in UTC."""
    with time_machine.travel(datetime(2026, 12, 31, 17, tzinfo=UTC), tick=False):
        client.force_login(chen)
        series = make_series(start_at=datetime(2027, 1, 2, 1, tzinfo=UTC))
        words = text_of(client.get(f"/meetings/{series.pk}/dates/{series.occurrences.all()[0].pk}/"))
    assert "Change Sat 2 Jan only" in words


@languages
def test_a_refusal_is_old_once_the_next_date_is_over(
    client: Client, make_series: MakeSeries, chen: User, language: str
) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    word = {"en": "Not changed", "zh-hans": "修改失败"}[language]
    series = make_series(start_at=NOW + DAY / 24, kind="edit", write="refused")
    for at, is_said in ((NOW, True), (NOW + DAY / 12, False)):
        with time_machine.travel(at, tick=False):
            client.force_login(chen)
            words = text_of(client.get(f"/meetings/{series.pk}/"))
        assert (word in words) is is_said


def test_only_its_organiser_changes_a_date(client: Client, make_series: MakeSeries, li: User, stranger: User) -> None:
    series = make_series(start_at=NOW + DAY, guests=(li,))
    address = f"/meetings/{series.pk}/dates/{series.occurrences.all()[0].pk}/"
    for person, status in ((li, 403), (stranger, 404)):
        client.force_login(person)
        assert (client.get(address).status_code, client.post(address, {}).status_code) == (status, status)


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
    words = text_of(response)
    assert "Change all 2 dates" in words
    assert "may be undone: Sat 16 May, 09:48." in words


def test_a_single_meeting_has_no_rhythm_to_change(pages: Client, make_meeting: MakeMeeting) -> None:
    assert 'name="repeats"' not in source_of(pages.get(f"/meetings/{make_meeting(start_at=NOW + DAY).pk}/edit/"))


def test_another_like_that_series(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + DAY, days=(0, 1, 2))
    source = source_of(pages.get(f"{BOOK}?like={series.pk}"))
    assert 'name="repeats" value="day" checked' in source
    assert value_of(source, "until") == "Sun 17 May 2026"


@languages
def test_the_link_leads_to_the_date_that_is_on_or_next(
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


@pytest.mark.parametrize(
    ("kind", "state", "sentence"),
    [
        ("edit_occurrence", "planned", "Your change is waiting for the meeting service."),
        ("cancel_occurrence", "unconfirmed", "We do not know yet whether it was cancelled."),
        ("cancel_occurrence", "refused", "Not cancelled; everything is as before."),
    ],
)
def test_the_page_says_which_date_a_wish_is_about(
    pages: Client, make_series: MakeSeries, chen: User, kind: str, state: str, sentence: str
) -> None:
    series = make_series(start_at=NOW + DAY)
    date = series.occurrences.all()[1]
    times = WantedTimes.of_occurrence(date)
    moved, cancelled = EditOccurrencePayload(times, times), CancelOccurrencePayload(times, "", tell=True)
    VendorWrite.objects.create(
        meeting=series,
        occurrence=date,
        kind=kind,
        state=state,
        requested_by=chen,
        reference="about",
        content_hash="",
        payload=(moved if kind == "edit_occurrence" else cancelled).to_json(),  # type: ignore[misc]
        created_at=NOW,
        finished_at=NOW if state == "refused" else None,
    )
    words = text_of(pages.get(f"/meetings/{series.pk}/"))
    assert sentence in words
    assert "This is about Fri 22 May, 09:48 only." in words
    if state == "refused":
        assert f"/meetings/{series.pk}/cancel/?date={date.pk}" in source_of(pages.get(f"/meetings/{series.pk}/"))


@pytest.mark.parametrize(
    ("kind", "state", "words"),
    [
        (
            "edit_occurrence",
            "done",
            "Changed. This is about Fri 22 May, 09:48 only; its new time is Sat 23 May, 09:48.",
        ),
        (
            "edit_occurrence",
            "refused",
            "This is about Fri 22 May, 09:48 only; the time asked for is Sat 23 May, 09:48.",
        ),
        ("cancel_occurrence", "done", "Cancelled. This is about Fri 22 May, 09:48 only."),
        ("edit", "done", "Changed."),
    ],
)
def test_what_has_just_been_done_is_said_at_the_top(
    pages: Client, make_series: MakeSeries, kind: str, state: str, words: str
) -> None:
    series = make_series(start_at=NOW + DAY, kind=kind, write=state)
    date = series.occurrences.all()[1]
    before = WantedTimes.of_occurrence(date)
    moved = EditOccurrencePayload(before, WantedTimes(date.start_at + DAY, 45))
    cancelled = CancelOccurrencePayload(before, "", tell=True)
    write = series.writes.get(kind=kind)
    write.payload = (moved if kind == "edit_occurrence" else cancelled).to_json()
    write.occurrence = None if kind == "edit" else date
    write.finished_at = NOW
    write.save()
    page = f"/meetings/{series.pk}/"
    head, _, _rest = text_of(pages.get(page)).partition("Invitation Meeting ID")
    assert words in head
    if state == "done":
        VendorWrite.objects.update(finished_at=NOW - timedelta(minutes=3))
        assert words not in text_of(pages.get(page)).partition("Invitation Meeting ID")[0], "it is no news any more"


def test_the_text_to_pass_on_names_the_place_of_another_clock(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=datetime(2026, 10, 22, 7, tzinfo=UTC), time_zone="Europe/Berlin")
    words = text_of(pages.get(f"/meetings/{series.pk}/"))
    assert "From Thu 29 Oct on it is at 08:00 in Berlin." in words


@pytest.mark.parametrize("state", ["cancelled", "ended"])
def test_nothing_is_passed_on_of_what_is_over(pages: Client, make_series: MakeSeries, state: str) -> None:
    words = text_of(pages.get(f"/meetings/{make_series(state=state).pk}/"))
    assert ("Invitation" in words, "invites you to a meeting" in words) == (True, False)


def test_two_scopes_at_once_cancel_the_smaller(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + DAY)
    cancelled = {"all": "1", "only": "0", "reference": str(uuid.uuid4())}
    response = pages.post(f"/meetings/{series.pk}/cancel/", cancelled)
    assert "This date is not part of the series any more." in text_of(response)
    assert not series.writes.filter(kind="cancel").exists()


def test_the_end_that_is_offered_for_too_many_dates_would_work(pages: Client, chen: User) -> None:
    months = weekly(chen, repeats="month", interval="3", weekdays=[], month_days="15", count="60")
    assert "End it by Sat 15 May 2027" in check(pages, months)
    assert "Book 5 meetings" in check(pages, months | {"ends": "until", "until": "15 May 2027"})
