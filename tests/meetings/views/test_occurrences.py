"""One occurrence of a series is changed or cancelled on a page of its own."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.models import User
from meetings.models import Meeting, Occurrence, VendorWrite
from tests.factories.booking_form import NOW, value_of
from tests.factories.fixtures import MakeMeeting, MakeSeries
from tests.factories.page_words import source_of, text_of, value_shown

pytestmark = pytest.mark.usefixtures("on_thursday")


DAY = timedelta(days=1)
languages = pytest.mark.parametrize("language", ["en", "zh-hans"])


def test_while_one_occurrence_is_on_the_others_can_be_changed(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW - DAY / 96, days=(0, 1), state=Meeting.State.RUNNING)
    on, ahead = series.occurrences.all()
    source = source_of(pages.get(f"/meetings/{series.pk}/"))
    assert f"/meetings/{series.pk}/occurrences/{ahead.pk}/" in source
    assert f"/meetings/{series.pk}/occurrences/{on.pk}/" not in source
    assert f'href="/meetings/{series.pk}/edit/"' not in source
    VendorWrite.objects.filter(meeting=series).update(state="planned")
    assert "/occurrences/" not in source_of(pages.get(f"/meetings/{series.pk}/")), "one write at a time"


def test_a_form_that_was_opened_at_an_address_of_an_earlier_version_can_be_sent(
    pages: Client, make_series: MakeSeries
) -> None:
    series = make_series(start_at=NOW + DAY)
    occurrence = series.occurrences.all()[1]
    old, new = (f"/meetings/{series.pk}/{word}/{occurrence.pk}/" for word in ("dates", "occurrences"))
    assert reverse("meetings:occurrence", args=[series.pk, occurrence.pk]) == new
    assert value_shown(pages.get(old)).day == "Fri 22 May"
    data = {"reference": str(uuid.uuid4()), "day": "soonish", "start": "10:00", "length": "45", "length_other": ""}
    response = pages.post(old, data)
    assert (response.status_code, value_of(source_of(response), "day")) == (422, "soonish")


def test_an_occurrence_that_is_gone_or_of_another_meeting(
    pages: Client, make_series: MakeSeries, make_meeting: MakeMeeting
) -> None:
    series, other = make_series(start_at=NOW + DAY), make_series(start_at=NOW + 2 * DAY)
    form = {"reference": str(uuid.uuid4()), "note": "Sorry", "tell": "on"}
    foreign = str(other.occurrences.all()[0].pk)
    for scope in ({"only": foreign}, {"only": "0"}, {"only": "x"}, {"only": "9" * 30}, {}):
        response = pages.post(f"/meetings/{series.pk}/cancel/", form | scope)
        assert response.status_code == 409
        assert value_shown(response).refusal == "This date is not part of the series any more."
        assert "Sorry" in source_of(response)
    assert VendorWrite.objects.exclude(kind="create").count() == 0
    address = f"/meetings/{series.pk}/occurrences/{other.occurrences.all()[0].pk}/"
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
def test_an_occurrence_that_cannot_be_comes_back_as_typed(
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
    address = f"/meetings/{series.pk}/occurrences/{series.occurrences.all()[1].pk}/"
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
def test_an_occurrence_that_has_begun_is_said_and_nothing_is_lost(
    pages: Client, make_series: MakeSeries, change: dict[str, Any], sentence: str
) -> None:
    series = make_series(start_at=NOW + DAY)
    occurrence = series.occurrences.all()[0]
    Occurrence.objects.filter(pk=occurrence.pk).update(**change)
    data = {"reference": str(uuid.uuid4()), "day": "23 May 2026", "start": "10:17", "length": "45", "length_other": ""}
    response = pages.post(f"/meetings/{series.pk}/occurrences/{occurrence.pk}/", data)
    assert response.status_code == 409
    assert value_shown(response).refusal == sentence
    assert sentence in text_of(response)
    assert value_of(source_of(response), "start") == "10:17"


def test_an_occurrence_of_a_series_that_is_over_is_over(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW - 3 * DAY, days=(0, 1), state=Meeting.State.ENDED)
    data = {"reference": str(uuid.uuid4()), "day": "23 May 2026", "start": "10:17", "length": "45", "length_other": ""}
    response = pages.post(f"/meetings/{series.pk}/occurrences/{series.occurrences.all()[0].pk}/", data)
    assert (response.status_code, value_shown(response).refusal) == (409, "This date is over; it stays as it was.")


def test_the_year_is_that_of_the_series_own_clock(client: Client, make_series: MakeSeries, chen: User) -> None:
    """New Year in Shanghai, not yet in UTC."""
    with time_machine.travel(datetime(2026, 12, 31, 17, tzinfo=UTC), tick=False):
        client.force_login(chen)
        series = make_series(start_at=datetime(2027, 1, 2, 1, tzinfo=UTC))
        response = client.get(f"/meetings/{series.pk}/occurrences/{series.occurrences.all()[0].pk}/")
    assert value_shown(response).day == "Sat 2 Jan"
    assert "Change Sat 2 Jan only" in text_of(response)


def test_only_its_organiser_changes_an_occurrence(
    client: Client, make_series: MakeSeries, li: User, stranger: User
) -> None:
    series = make_series(start_at=NOW + DAY, guests=(li,))
    address = f"/meetings/{series.pk}/occurrences/{series.occurrences.all()[0].pk}/"
    for person, status in ((li, 403), (stranger, 404)):
        client.force_login(person)
        assert (client.get(address).status_code, client.post(address, {}).status_code) == (status, status)


@languages
@pytest.mark.parametrize(
    ("day", "said"),
    [
        (
            "tomorrow",
            {
                "en": "It will be Fri 15 May, 14:00–15:00, Shanghai time.",
                "zh-hans": "将于 5月15日 周五 14:00–15:00 举行",
            },
        ),
        ("soonish", {"en": "We cannot read “soonish” as a day.", "zh-hans": "无法识别日期“soonish”"}),
    ],
)
def test_the_form_says_when_it_will_be_while_somebody_types(
    pages: Client, chen: User, make_series: MakeSeries, language: str, day: str, said: dict[str, str]
) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    series = make_series(start_at=NOW + DAY)
    address = f"/meetings/{series.pk}/occurrences/{series.occurrences.all()[0].pk}/"
    sent = {"reference": str(uuid.uuid4()), "day": day, "start": "14", "length": "60", "check": "1"}
    part = source_of(pages.post(address, sent, headers={"HX-Request": "true"}))
    assert said[language] in part
    assert part.startswith('<p class="mp-preview-when')
    assert said[language] in text_of(pages.post(address, sent))
    assert series.writes.count() == 1


def test_what_follows_is_offered_by_its_number(pages: Client, make_series: MakeSeries) -> None:
    series = make_series(start_at=NOW + DAY, days=(0, 1, 2, 3))
    rows = series.occurrences.all()
    Occurrence.objects.filter(pk=rows[3].pk).update(is_cancelled=True)
    address = f"/meetings/{series.pk}/occurrences/"
    assert "Change Fri 15 May and 2 following" in text_of(pages.get(f"{address}{rows[0].pk}/"))
    assert "and the one after it" in text_of(pages.get(f"{address}{rows[1].pk}/"))
    assert "following" not in source_of(pages.get(f"{address}{rows[2].pk}/")).split("mp-submit")[1]
