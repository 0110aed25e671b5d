"""What happens to every request."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import Tenant, User
from meetings.models import FoundMeeting
from tests.factories.page_words import text_of

pytestmark = pytest.mark.django_db


def test_request_log_gives_each_answer_an_id_of_its_own(client: Client) -> None:
    first, second = client.get("/account/login/"), client.get("/account/login/")
    assert len(first["X-Request-Id"]) == 32
    assert first["X-Request-Id"] != second["X-Request-Id"]


@pytest.mark.parametrize(("header", "language"), [("zh-CN,zh", "zh-hans"), ("en-GB,en", "en"), ("de", "en")])
def test_language_signed_out_is_the_browsers(client: Client, header: str, language: str) -> None:
    answer = client.get("/account/login/", headers={"accept-language": header})
    assert answer["Content-Language"] == language


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_person_signed_in_has_their_own_language(pages: Client, chen: User, language: str) -> None:
    User.objects.filter(pk=chen.pk).update(language=language)
    answer = pages.get("/settings/", headers={"accept-language": "en" if language == "zh-hans" else "zh-CN"})
    assert answer["Content-Language"] == language
    assert answer["Cache-Control"] == "private, no-cache"


def test_signed_out_part_never_shows_the_sign_in_page_inside_a_page(client: Client) -> None:
    part = {"hx-request": "true"}
    looked = client.get("/meetings/", headers=part)
    assert (looked.status_code, looked["HX-Refresh"]) == (200, "true")
    assert client.post("/meetings/start-now/", headers=part).status_code == 401


def test_person_signed_in_reads_times_of_their_own_zone(zhaos: Client, zhao: User, qingshan: Tenant) -> None:
    User.objects.filter(pk=zhao.pk).update(time_zone="America/New_York")
    start_at = datetime(2026, 5, 15, 1, 0, tzinfo=UTC)
    FoundMeeting.objects.create(
        tenant=qingshan,
        organiser=zhao,
        vendor_conference_id="967204518",
        subject="Plan",
        start_at=start_at,
        seen_at=start_at,
    )
    assert "14 May 2026, 21:00" in text_of(zhaos.get("/admin/meetings/foundmeeting/"))
