"""The page that sends the events of a span of time again."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import ApiClient, User
from accounts.services import replaying
from notifications.models import WebhookDelivery
from tests.accounts.services.test_replaying import queued, sent
from tests.factories.page_words import source_of, words_of
from tests.factories.webhooks import listen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_limits_of_earlier_tests")]
# Nine by the clock of Shanghai, which is that of the administrator.
NINE = datetime(2026, 5, 14, 1, tzinfo=UTC)
SPAN = {"since": "2026-05-14T09:00", "until": "2026-05-14T10:00"}


@pytest.fixture
def path(erp: ApiClient, zhao: User) -> str:
    User.objects.filter(pk=zhao.pk).update(time_zone="Asia/Shanghai")
    listen(erp)
    return f"/admin/accounts/apiclient/{erp.pk}/webhooks/deliveries/again/"


def test_page_says_how_many_before_anything_goes_out(zhaos: Client, erp: ApiClient, path: str) -> None:
    keys = {sent(erp, at=NINE) for _ in range(2)}
    sent(erp, at=NINE.replace(hour=9))  # nine by UTC
    assert "would go out again" not in words_of(zhaos.get(path))
    page = words_of(zhaos.get(path, SPAN))
    assert "2 events would go out again" in page
    assert "Send 2 events again" in page
    assert "Shanghai" in page
    assert queued() == set()
    answer = zhaos.post(path, SPAN, follow=True)
    assert "2 events go out again." in words_of(answer)
    assert queued() == keys
    assert "Nothing was sent in that period" in words_of(zhaos.get(path, SPAN))


def test_list_of_deliveries_leads_to_the_page(zhaos: Client, erp: ApiClient, path: str) -> None:
    here = path.removesuffix("again/")
    assert path not in source_of(zhaos.get(here))
    sent(erp, at=NINE)
    assert path in source_of(zhaos.get(here))


def test_page_asks_for_a_shorter_time(
    zhaos: Client, erp: ApiClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replaying, "MOST_REPLAYED", 1)
    for _ in range(2):
        sent(erp, at=NINE)
    for answer in (zhaos.get(path, SPAN), zhaos.post(path, SPAN)):
        assert answer.status_code == 422
        assert "2 events happened in that period, and 1 at most are sent at once" in words_of(answer)
    assert queued() == set()


@pytest.mark.parametrize(
    "span",
    [
        {"since": "", "until": ""},
        {"since": "yesterday", "until": "2026-05-14T10:00"},
        {"since": "2026-05-14T10:00", "until": "2026-05-14T09:00"},
        {"since": "0001-01-01T00:00", "until": "9999-12-31T23:59x"},
        {"since": "2026-05-14T09:00\0", "until": "2026-05-14T10:00"},
        {"since": "2026-02-30T09:00", "until": "2026-05-14T10:00"},
        {"since": "2026-05-14T09:00"},
        {},
    ],
)
def test_page_refuses_what_is_no_time(zhaos: Client, erp: ApiClient, path: str, span: dict[str, str]) -> None:
    sent(erp, at=NINE)
    answer = zhaos.post(path, span)
    assert answer.status_code == 422
    assert "Error:" in words_of(answer)
    assert queued() == set()


def test_page_takes_all_time_as_a_span(zhaos: Client, erp: ApiClient, path: str) -> None:
    sent(erp, at=NINE)
    answer = zhaos.get(path, {"since": "1900-01-01T00:00", "until": "2999-12-31T23:59:59"})
    assert "1 event would go out again" in words_of(answer)


def test_page_covers_both_hours_where_the_clocks_go_back(zhaos: Client, erp: ApiClient, zhao: User, path: str) -> None:
    User.objects.filter(pk=zhao.pk).update(time_zone="Europe/Berlin")
    for hour in (0, 1):  # 02:30 comes twice
        sent(erp, at=datetime(2026, 10, 25, hour, 30, tzinfo=UTC))
    page = words_of(zhaos.get(path, {"since": "2026-10-25T02:00", "until": "2026-10-25T02:59"}))
    assert "2 events would go out again" in page


def test_page_in_chinese(zhaos: Client, erp: ApiClient, zhao: User, path: str) -> None:
    User.objects.filter(pk=zhao.pk).update(language="zh-hans")
    sent(erp, at=NINE)
    page = words_of(zhaos.get(path, SPAN))
    assert "将重新发送 1 个事件" in page
    assert "would go out" not in page


@pytest.mark.parametrize("count", [1, 30])
def test_page_has_a_constant_number_of_queries(
    zhaos: Client, erp: ApiClient, path: str, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for _ in range(count):
        sent(erp, at=NINE)
    with django_assert_num_queries(4):  # session with person, client, whether it is reached, count
        zhaos.get(path, SPAN)


def test_nobody_else_sends_anything(zhaos: Client, chens: Client, erp: ApiClient, path: str, stranger: User) -> None:
    sent(erp, at=NINE)
    assert chens.post(path, SPAN).status_code in {302, 403}
    assert WebhookDelivery.objects.filter(state="queued").count() == 0
