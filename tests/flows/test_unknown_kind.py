"""After a downgrade rows stand there that a newer version has written: pages say so, and nobody takes them back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from meetings.errors import WriteInProgress
from meetings.kind_words import unknown
from meetings.models import Meeting, VendorWrite
from meetings.services import withdrawing
from tests.factories.fixtures import MakeMeeting, MakeSeries
from tests.factories.page_words import text_of

pytestmark = pytest.mark.django_db(transaction=True)
KIND = "merge"
SAID = {"en": "version doesn't know", "zh-hans": "当前版本不认识"}
WAITS = {"en": "waits for a newer version", "zh-hans": "等待本门户的较新版本"}
ADMIN = "/admin/meetings/vendorwrite/"


def speak(person: User, language: str) -> None:
    person.language = language
    person.save()


def pages_of(meeting: Meeting) -> list[str]:
    """Return every page on which a meeting is shown, its occurrences with it."""
    page = f"/meetings/{meeting.pk}/"
    dates = (
        [f"{page}occurrences/{occurrence.pk}/" for occurrence in meeting.occurrences.all()]
        if meeting.is_series
        else []
    )
    return ["/", "/meetings/", "/meetings/past/", page, f"{page}edit/", f"{page}cancel/", *dates]


def walk(browser: Client, meeting: Meeting) -> dict[str, str]:
    found = {}
    for address in pages_of(meeting):
        response = browser.get(address, follow=True)
        assert response.status_code == 200, address
        found[address] = text_of(response)
    return found


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("write", VendorWrite.State.values)
def test_every_page_of_a_meeting_is_shown(
    pages: Client, chen: User, make_meeting: MakeMeeting, write: str, language: str
) -> None:
    speak(chen, language)
    meeting = make_meeting(kind=KIND, write=write)
    found = walk(pages, meeting)
    assert SAID[language] in found[f"/meetings/{meeting.pk}/"]
    assert (WAITS[language] in found["/"]) == (write in {"planned", "unconfirmed"})


@pytest.mark.parametrize("language", SAID)
@pytest.mark.parametrize("write", ["planned", "sent", "unconfirmed", "refused"])
def test_every_page_of_an_occurrence_is_shown(
    pages: Client, chen: User, make_series: MakeSeries, write: str, language: str
) -> None:
    speak(chen, language)
    series = make_series(kind=KIND, write=write)
    series.writes.filter(kind=KIND).update(occurrence=series.occurrences.first())
    assert SAID[language] in walk(pages, series)[f"/meetings/{series.pk}/"]


@pytest.mark.parametrize(("state", "write"), [("requested", "planned"), ("cancelled", "withdrawn"), ("ended", "done")])
def test_what_may_be_a_booking_of_another_kind_is_shown(
    pages: Client, make_meeting: MakeMeeting, state: str, write: str
) -> None:
    meeting = make_meeting(kind=KIND, write=write, state=state)
    meeting.writes.exclude(kind=KIND).delete()
    assert SAID["en"] in walk(pages, meeting)[f"/meetings/{meeting.pk}/"]


def test_a_process_that_died_on_it_is_shown(pages: Client, make_meeting: MakeMeeting) -> None:
    meeting = make_meeting(kind=KIND, write="sent")
    meeting.writes.filter(kind=KIND).update(lease_until=datetime.now(UTC) - timedelta(minutes=5))
    assert WAITS["en"] in walk(pages, meeting)["/"]


@pytest.mark.parametrize("write", ["planned", "sent", "unconfirmed"])
def test_nobody_withdraws_it(pages: Client, chen: User, make_meeting: MakeMeeting, write: str) -> None:
    meeting = make_meeting(kind=KIND, write=write)
    assert "Withdraw" not in text_of(pages.get(f"/meetings/{meeting.pk}/"))
    with pytest.raises(WriteInProgress) as refused:
        withdrawing.withdraw(meeting=meeting, by=chen, now=datetime.now(UTC))
    assert refused.value.code == "write_unknown"
    answer = pages.post(f"/meetings/{meeting.pk}/withdraw/", follow=True)
    assert refused.value.sentence in answer.content.decode().replace("&#x27;", "'")
    assert meeting.writes.get(kind=KIND).state == write


@pytest.mark.parametrize("language", SAID)
def test_the_administration_says_what_it_waits_for(
    zhaos: Client, zhao: User, make_meeting: MakeMeeting, language: str
) -> None:
    speak(zhao, language)
    write = make_meeting(kind=KIND, write="planned").writes.get(kind=KIND)
    page = text_of(zhaos.get(ADMIN))
    assert "Roadmap" in page
    assert SAID[language] in page
    assert {"en": "Nothing is sent until the newer version runs again.", "zh-hans": "不会发送任何内容"}[
        language
    ] in page
    assert zhaos.get(f"{ADMIN}{write.pk}/change/").status_code == 403
    taken = zhaos.post(ADMIN, {"action": "take_first", "_selected_action": write.pk}, follow=True)
    assert (taken.status_code, VendorWrite.objects.get(kind=KIND).state) == (200, "planned")


def test_its_name_is_neutral() -> None:
    assert SAID["en"] in str(unknown.NAME)
