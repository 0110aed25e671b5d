"""The page of a trial of the connection."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Identity, Tenant, User
from meetings.models import Meeting, TrialMeeting
from tests.factories.page_words import source_of, text_of
from tests.factories.vendor import Vendor

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def path(qingshan: Tenant, chen: User, zhao: User) -> str:
    Tenant.objects.filter(pk=qingshan.pk).update(administrator_user_id="chen")
    return f"/admin/meetings/trialmeeting/{qingshan.pk}/"


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("en", "Not tried yet", ("It works: booked, read back and cancelled", "Meeting ID", "nothing is left")),
        ("zh-hans", "尚未试验", ("可用：已预约、读回并取消", "会议 ID", "没有任何遗留")),
    ],
)
def test_page_says_what_happened(
    vendor: Vendor, zhaos: Client, zhao: User, path: str, language: str, before: str, after: tuple[str, ...]
) -> None:
    User.objects.filter(pk=zhao.pk).update(language=language)
    assert before in text_of(zhaos.get(path))
    assert not Meeting.objects.exists()
    page = text_of(zhaos.post(path, follow=True))
    assert [words in page for words in after] == [True] * len(after)


def test_page_says_why_it_did_not_work(vendor: Vendor, zhaos: Client, path: str) -> None:
    vendor.refuse("create", code="MMC.111071014")
    page = text_of(zhaos.post(path, follow=True))
    assert [words in page for words in ("It did not work", "did not book it", "MMC.111071014")] == [True] * 3
    assert "Try once more" in page


def test_page_says_that_it_is_not_over(vendor: Vendor, zhaos: Client, path: str) -> None:
    vendor.lose_answer("cancel")
    page = text_of(zhaos.post(path, follow=True))
    assert [words in page for words in ("Not over yet", "Not cancelled yet", "Look again")] == [True] * 3
    assert "Try once more" not in page
    assert "The trial before this one is not over yet" in text_of(zhaos.post(path, follow=True))


def test_page_leads_to_linking_somebody(zhaos: Client, path: str) -> None:
    Identity.objects.all().delete()
    page = text_of(zhaos.get(path))
    assert [words in page for words in ("Nobody is linked in whose name", "Link somebody")] == [True, True]
    assert "Nobody is linked in whose name" in text_of(zhaos.post(path, follow=True))
    assert not TrialMeeting.objects.exists()


def test_page_is_for_administrators_of_the_organisation(
    vendor: Vendor, zhaos: Client, chens: Client, path: str, stranger: User
) -> None:
    assert chens.post(path).status_code in {302, 403}
    assert stranger.tenant
    assert zhaos.post(f"/admin/meetings/trialmeeting/{stranger.tenant.pk}/").status_code == 404
    assert not TrialMeeting.objects.exists()


def test_set_up_leads_there(zhaos: Client, path: str) -> None:
    assert path in source_of(zhaos.get(path.replace("meetings/trialmeeting", "accounts/tenant") + "setup/?step=4"))
    assert "trialmeeting" not in source_of(zhaos.get("/admin/"))


def test_page_has_a_constant_number_of_queries(
    vendor: Vendor, zhaos: Client, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    zhaos.post(path)
    with django_assert_num_queries(5):  # session with person, tenant, trial, booking, who books
        zhaos.get(path)
