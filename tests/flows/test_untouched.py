"""Open an edit form, change one field, save: every other thing is as before, to the instant and the address."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import Identity, User
from meetings.models import Meeting, VendorWrite
from meetings.writes.kinds import kind_of
from meetings.writes.payloads import WantedMeeting
from tests.factories.browser_form import Fields, fields_of
from tests.factories.fixtures import MakeMeeting, MakeSeries

pytestmark = pytest.mark.django_db(transaction=True)

NEW_YORK = "America/New_York"
# Half past one in the night of 1 November 2026 in New York, the first and the second.
FIRST, SECOND = datetime(2026, 11, 1, 5, 30, tzinfo=UTC), datetime(2026, 11, 1, 6, 30, tzinfo=UTC)
NOW = datetime(2026, 10, 20, 3, 4, tzinfo=UTC)
GUESTS = ("weber@partner.example", "ann.lee@b.example")
EACH = pytest.mark.parametrize("language", ["en", "zh-hans"])
INSTANTS = pytest.mark.parametrize("start_at", [FIRST, SECOND, NOW + timedelta(days=2)])


@pytest.fixture(autouse=True)
def _nobody_answers(settings: Any) -> None:
    """What is wanted stays in a write that waits."""
    settings.MEETING_SITES["sandbox"]["api_base"] = "http://127.0.0.1:9"


@pytest.fixture
def chens_browser(chen: User) -> Client:
    client = Client()
    with time_machine.travel(NOW, tick=False):
        client.force_login(chen)
    return client


def change(chens_browser: Client, path: str, **changes: Any) -> None:
    """What somebody does who opens that form, changes these fields alone and saves."""
    with time_machine.travel(NOW, tick=False):
        page = chens_browser.get(path)
        assert page.status_code == 200
        sent: Fields = fields_of(page) | {name: [value] for name, value in changes.items()}
        assert set(changes) <= set(fields_of(page))
        answer = chens_browser.post(path, sent)
    assert answer.status_code == 302, answer.content.decode()


def wanted_of(meeting: Meeting) -> Any:
    write = meeting.writes.latest("pk")
    return kind_of(write).read(write.payload).wanted


def differences(one: WantedMeeting, other: WantedMeeting) -> set[str]:
    return {name for name in WantedMeeting.__slots__ if getattr(one, name) != getattr(other, name)} | {
        name for name in ("entry", "tells_invitees", "sends_sms") if getattr(one, name) != getattr(other, name)
    }


@EACH
@INSTANTS
@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        ({"subject": "Roadmap 2"}, "subject"),
        ({"length": "90"}, "length_minutes"),
        ({"invitees": "weber@partner.example\nann.lee@b.example\nli@c.example"}, "invitees"),
        ({"entry": "3"}, "entry"),
    ],
)
def test_a_single_meeting(
    chens_browser: Client,
    chen: User,
    make_meeting: MakeMeeting,
    language: str,
    start_at: datetime,
    changes: dict[str, str],
    changed: str,
) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    meeting = make_meeting(start_at=start_at, time_zone=NEW_YORK, length_minutes=37, guests=GUESTS)
    before = WantedMeeting.of_meeting(meeting)
    if "length" in changes:
        changes = changes | {"length_other": ""}
    change(chens_browser, f"/meetings/{meeting.pk}/edit/", **changes)
    assert differences(before, wanted_of(meeting)) == {changed}


@EACH
@pytest.mark.parametrize("changes", [{"subject": "Roadmap 2"}, {"entry": "3"}])
def test_a_series_from_the_second_of_two(
    chens_browser: Client, chen: User, make_series: MakeSeries, language: str, changes: dict[str, str]
) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    series = make_series(
        start_at=SECOND,
        days=(0, 7, 14),
        time_zone=NEW_YORK,
        repeat_unit="week",
        repeat_interval=1,
        repeat_points=[0],
        repeat_until=(SECOND + timedelta(days=14)).date(),
        guests=GUESTS,
    )
    before = WantedMeeting.of_meeting(series)
    change(chens_browser, f"/meetings/{series.pk}/edit/", **changes)
    assert differences(before, wanted_of(series)) == set(changes)


@EACH
@INSTANTS
def test_an_occurrence(
    chens_browser: Client, chen: User, make_series: MakeSeries, language: str, start_at: datetime
) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    series = make_series(start_at=start_at, days=(0, 7), time_zone=NEW_YORK)
    row = series.occurrences.all()[0]
    change(chens_browser, f"/meetings/{series.pk}/occurrences/{row.pk}/", length="90")
    assert (wanted_of(series).start_at, wanted_of(series).length_minutes) == (start_at, 90)


@pytest.mark.parametrize("changes", [{"theme": "dark"}, {"time_zone": "Europe/Berlin"}])
def test_the_settings(chens_browser: Client, chen: User, changes: dict[str, str]) -> None:
    before = User.objects.filter(pk=chen.pk).values().get()
    change(chens_browser, "/settings/", **changes)
    assert User.objects.filter(pk=chen.pk).values().get() == before | changes


def test_a_person(zhaos: Client, chen: User) -> None:
    User.objects.filter(pk=chen.pk).update(phone="+8613812345678", theme="dark", time_zone=NEW_YORK)
    before = User.objects.filter(pk=chen.pk).values().get()
    identity = Identity.objects.filter(person=chen).values().get()
    path = f"/admin/accounts/user/{chen.pk}/change/"
    page = zhaos.get(path)
    sent = fields_of(page, form_id="user_form") | {"name": ["陈静静"]}
    assert zhaos.post(path, sent).status_code == 302
    assert User.objects.filter(pk=chen.pk).values().get() == before | {"name": "陈静静"}
    assert Identity.objects.filter(person=chen).values().get() == identity


def test_what_is_typed_in_an_hour_that_comes_twice_is_asked(chens_browser: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(start_at=NOW + timedelta(days=2), time_zone=NEW_YORK)
    path = f"/meetings/{meeting.pk}/edit/"
    with time_machine.travel(NOW, tick=False):
        sent = fields_of(chens_browser.get(path)) | {"day": ["1 Nov 2026"], "start": ["1:30"]}
        asked = chens_browser.post(path, sent)
        assert asked.status_code == 422
        assert "01:30 comes twice that night in New York" in asked.content.decode()
        assert "the second 01:30 (UTC-5)" in asked.content.decode()
        assert not meeting.writes.exclude(kind=VendorWrite.Kind.CREATE).exists()
        chens_browser.post(path, fields_of(asked) | {"which": ["1"]})
    assert wanted_of(meeting).start_at == SECOND
