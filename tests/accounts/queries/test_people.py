"""Whom somebody may mean by what they type."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from accounts.models import Tenant, User
from accounts.name_keys import name_key
from accounts.queries.people import may_be_meant, spelled, stored_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def wang(qingshan: Tenant) -> User:
    return User.objects.create_user("wf88@qingshan.example", name="王芳", tenant=qingshan)


def meant(typed: str, *tenants: Tenant | None) -> list[User]:
    return list(User.objects.filter(may_be_meant(typed, tenants=[tenant for tenant in tenants if tenant])))


@pytest.mark.parametrize(
    "typed",
    [
        "王芳",
        "王",
        "芳",
        "芳 王",
        "wang fang",
        "fang wang",
        "wangfang",
        "Wang F",
        "fang w",
        "WF",
        "ｗｆ",
        "wa",
        "wf88@Q",
    ],
)
def test_may_be_meant_by_the_beginning_of_any_spelling(wang: User, li: User, qingshan: Tenant, typed: str) -> None:
    assert meant(typed, qingshan) == [wang]


@pytest.mark.parametrize("typed", ["", " ", "ang", "wang li", "wangx", "%", "wf88@x", "_"])
def test_may_be_meant_means_nobody(wang: User, qingshan: Tenant, typed: str) -> None:
    assert meant(typed, qingshan) == []


def test_may_be_meant_looks_into_these_organisations_alone(wang: User, stranger: User, qingshan: Tenant) -> None:
    assert meant("stranger", qingshan) == []
    assert meant("stranger", qingshan, stranger.tenant) == [stranger]


def test_spelled_finds_whole_spellings_of_active_people_of_the_organisation(
    wang: User, li: User, stranger: User, qingshan: Tenant
) -> None:
    User.objects.create_user("gone@qingshan.example", name="王飞", tenant=qingshan, is_active=False)
    other = User.objects.create_user("wang.fang@qingshan.example", name="Wang Fang", tenant=qingshan)
    found = spelled(["wf", "li", "LI WEI", "fang wang", "Stranger"], tenant_id=qingshan.pk)
    assert found == {name_key("wf"): [wang, other], name_key("li wei"): [li], name_key("fang wang"): [wang, other]}


def test_spelled_finds_an_address_among_those_like_it(li: User, qingshan: Tenant) -> None:
    found = spelled(["Li-Wei@qingshan.example", "li.wei@other.example"], tenant_id=qingshan.pk)
    assert found == {b"liwei@qingshan.example": [li]}


def test_spelled_asks_nothing_for_no_names(
    qingshan: Tenant, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    with django_assert_num_queries(0):
        assert spelled([], tenant_id=qingshan.pk) == {}


def test_stored_address_asks_nothing_where_there_is_one_way_to_write_it(
    li: User, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    with django_assert_num_queries(0):
        assert stored_address(li.email) == li.email
    assert stored_address("nobody@münchen.example") == "nobody@münchen.example"
