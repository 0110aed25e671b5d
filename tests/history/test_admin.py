"""What could not be stored of the history stands in the administration."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from accounts.models import Tenant, User
from history.models import Kind, SyncCursor, SyncGap, UnstoredSession
from history.writes import keeping
from hwmeeting import EndedMeeting
from tests.factories.page_words import text_of

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/admin/history/unstoredsession/"
NOW = datetime(2026, 5, 14, 1, 48, tzinfo=UTC)


@pytest.fixture
def kept(qingshan: Tenant) -> UnstoredSession:
    ended = EndedMeeting("967204518", "uuid", "Secret plan\0", NOW, NOW, has_recording=False)
    keeping.keep(tenant=qingshan, ended=ended, error=ValueError("Secret plan"), now=NOW)
    assert keeping.waiting(tenant=qingshan) == [ended]
    return UnstoredSession.objects.get()


@pytest.mark.parametrize("who", ["zhaos", "operators"])
def test_administrators_see_what_could_not_be_stored(
    kept: UnstoredSession, who: str, request: pytest.FixtureRequest
) -> None:
    browser: Client = request.getfixturevalue(who)
    page = text_of(browser.get(PAGE))
    assert "967204518" in page
    assert "ValueError" in page
    assert "Secret" not in page
    assert browser.get(f"{PAGE}{kept.pk}/change/").status_code == 403


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["Sessions that could not be stored", "tenant"]), ("zh-hans", ["未能保存的会议记录", "租户"])],
)
def test_the_list_is_in_the_readers_language(
    kept: UnstoredSession, zhaos: Client, zhao: User, language: str, words: list[str]
) -> None:
    User.objects.filter(pk=zhao.pk).update(language=language)
    page = text_of(zhaos.get(PAGE))
    assert [word for word in words if word.lower() not in page.lower()] == []
    assert [word for word in ("Select", "选择") if word in page] == []


def test_nobody_sees_that_of_another_organisation(kept: UnstoredSession, stranger: User) -> None:
    stranger.role = User.Role.TENANT_ADMIN
    stranger.save()
    client = Client()
    client.force_login(stranger)
    assert "967204518" not in text_of(client.get(PAGE))


@pytest.fixture
def cursor(qingshan: Tenant) -> SyncCursor:
    times = {"read_until": NOW, "read_since": NOW - timedelta(days=3), "begun_at": NOW, "next_at": NOW}
    floor_at = NOW - timedelta(days=4)
    SyncGap.objects.create(
        tenant=qingshan, kind=Kind.SESSIONS, since=floor_at, until=NOW, attempts=7, next_at=NOW,
        failure_code="LIST_CHANGES",
    )  # fmt: skip
    return SyncCursor.objects.create(
        tenant=qingshan, **times, floor_at=floor_at, failures=2, failure_code="NOT_STORED"
    )


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("who", ["zhaos", "operators"])
def test_administrators_see_how_far_the_history_was_read(
    cursor: SyncCursor, who: str, language: str, request: pytest.FixtureRequest
) -> None:
    browser: Client = request.getfixturevalue(who)
    User.objects.update(language=language)
    page, gaps = (text_of(browser.get(f"/admin/history/{name}/")) for name in ("synccursor", "syncgap"))
    english = language == "en"
    assert "75 %" in page
    assert ("Rows of it could not be stored" if english else "其中有记录未能保存") in page
    assert ("The list changes while it is read." if english else "列表在读取期间发生变化。") in gaps


def test_nobody_else_sees_how_far_it_was_read(cursor: SyncCursor, stranger: User, chens: Client) -> None:
    stranger.role = User.Role.TENANT_ADMIN
    stranger.save()
    client = Client()
    client.force_login(stranger)
    for name in ("synccursor", "syncgap"):
        assert "青山" not in text_of(client.get(f"/admin/history/{name}/"))
        assert chens.get(f"/admin/history/{name}/").status_code != 200


def test_people_see_nothing_of_it(kept: UnstoredSession, chens: Client) -> None:
    assert chens.get(PAGE).status_code != 200
