"""The list of events that were received: whose, and without what they say."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Tenant, User
from meetings.models import VendorEvent
from tests.factories.page_words import source_of, text_of

pytestmark = pytest.mark.django_db
PAGE = "/admin/meetings/vendorevent/"
AT = datetime(2026, 5, 14, 1, tzinfo=UTC)


def received(tenant: Tenant, number: int, *, name: str = "meeting.started", state: str = "applied") -> VendorEvent:
    return VendorEvent.objects.create(
        tenant=tenant,
        digest=str(number),
        name=name,
        vendor_conference_id=f"9770000{number:02}",
        info='{"participant": "Anna Confidential"}',
        happened_at=AT,
        received_at=AT,
        state=state,
        next_attempt_at=AT,
    )


def numbers(answer: object) -> set[str]:
    return {row.vendor_conference_id[-2:] for row in answer.context["cl"].result_list}  # type: ignore[attr-defined]


def test_list_has_the_events_of_the_own_organisation_without_their_text(
    zhaos: Client, operators: Client, qingshan: Tenant, stranger: User
) -> None:
    received(qingshan, 1)
    received(Tenant.objects.get(name="Other"), 2)
    assert numbers(zhaos.get(PAGE)) == {"01"}
    assert numbers(operators.get(PAGE)) == {"01", "02"}
    page = source_of(zhaos.get(PAGE))
    assert "Meeting read anew" in page
    assert [words in page for words in ("Confidential", "participant", "Other")] == [False] * 3


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"01", "02", "03"}),
        ({"state__exact": "waiting"}, {"02"}),
        ({"event": "meeting.started"}, {"01"}),
        ({"event": "other"}, {"03"}),
        ({"event": "nonsense"}, {"01", "02", "03"}),
        ({"q": "977000003"}, {"03"}),
    ],
)
def test_list_by_filter(zhaos: Client, qingshan: Tenant, query: dict[str, str], found: set[str]) -> None:
    received(qingshan, 1)
    received(qingshan, 2, name="meeting.end", state="waiting")
    received(qingshan, 3, name="meeting.verify", state="kept")
    assert numbers(zhaos.get(PAGE, query)) == found


@pytest.mark.parametrize("query", ["?info__contains=Anna", "?tenant__application__app_key__startswith=k"])
def test_list_is_not_narrowed_by_what_it_does_not_show(zhaos: Client, qingshan: Tenant, query: str) -> None:
    received(qingshan, 1)
    assert zhaos.get(PAGE + query).status_code in {302, 400}


def test_list_is_read_only(zhaos: Client, chens: Client, qingshan: Tenant) -> None:
    event = received(qingshan, 1)
    for path in (f"{PAGE}{event.pk}/change/", f"{PAGE}{event.pk}/delete/", f"{PAGE}add/"):
        assert zhaos.post(path, {"post": "yes"}).status_code in {302, 403}
    zhaos.post(PAGE, {"action": "delete_selected", "_selected_action": [event.pk], "post": "yes"})
    assert VendorEvent.objects.count() == 1
    assert chens.get(PAGE).status_code in {302, 403}


@pytest.mark.parametrize(("seconds", "said"), [(-3, "0 s"), (0.4, "0 s"), (119, "119 s"), (120, "2 min")])
def test_list_says_how_late_an_event_came(zhaos: Client, qingshan: Tenant, seconds: float, said: str) -> None:
    event = received(qingshan, 1)
    VendorEvent.objects.filter(pk=event.pk).update(received_at=AT + timedelta(seconds=seconds))
    assert f" {said} " in text_of(zhaos.get(PAGE))


def test_list_names_tenants_to_operators(zhaos: Client, operators: Client, qingshan: Tenant) -> None:
    received(qingshan, 1)
    answers = [zhaos.get(PAGE), operators.get(PAGE)]
    assert ["tenant" in answer.context["cl"].list_display for answer in answers] == [False, True]


def test_list_in_chinese(zhaos: Client, zhao: User, qingshan: Tenant) -> None:
    User.objects.filter(pk=zhao.pk).update(language="zh-hans")
    received(qingshan, 1, state="left")
    page = text_of(zhaos.get(PAGE))
    assert [words in page for words in ("收到的事件", "留待下次比对", "会议 ID")] == [True] * 3


@pytest.mark.parametrize("count", [1, 30])
def test_list_has_a_constant_number_of_queries(
    zhaos: Client, qingshan: Tenant, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        received(qingshan, number)
    with django_assert_num_queries(5):  # session with person, two counts, rows, what the side bar offers
        zhaos.get(PAGE)
